export { makePublisher } from "./publish.js";
export { REQUESTS } from "./requests/index.js";
export { makeSession } from "./session.js";
