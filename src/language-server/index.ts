export { serveClient } from "./serve.js";
