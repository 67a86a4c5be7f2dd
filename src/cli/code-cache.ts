/** Whether compiled code is in use, and why not. The build puts what its loader says in its place. */
export const codeCache = "not in use, there is none without a build";
