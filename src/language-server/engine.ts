export { makePublisher } from "./publish.js";
export { EDITING, REQUESTS } from "./requests/index.js";
export { Session } from "./session.js";
