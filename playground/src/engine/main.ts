import { expose } from "comlink";
import type { Engine } from "../protocol.js";
import { draw } from "./drawing.js";
import { formatted } from "./formatting.js";
import { check, checkPart, fix } from "./judging.js";
import { play } from "./playing.js";
import { suggest } from "./suggesting.js";

const engine: Engine = { check, checkPart, format: formatted, fix, suggest, draw, play };

expose(engine);
