import { fileURLToPath } from "node:url";
import {
  CLIENT_CAPABILITIES_META_KEY,
  type InputRequiredResult,
  inputRequired,
  inputResponse,
  type McpServer,
  type ServerContext,
} from "@modelcontextprotocol/server";
import { confineTo } from "../workspace/confinement.js";
import { locate } from "./inputs.js";

const ROOTS = "roots";

/**
 * Folders below which a call may read: those that the server was started with, and where a path is not below one of these,
 * those that the client names. It is asked for each such call, since people change them; the question is the result.
 */
export function rootsFor(
  server: McpServer,
  own: readonly string[],
  paths: readonly string[],
  context: ServerContext,
): { readonly roots: readonly string[] } | { readonly question: InputRequiredResult } {
  const { inputResponses } = context.mcpReq;
  const response = inputResponse(inputResponses, ROOTS);
  if (response.kind === "roots") return { roots: [...own, ...response.roots.flatMap(({ uri }) => folderOf(uri))] };
  const confinement = confineTo(own);
  const isKnown = paths.every((path) => own.length > 0 && confinement.allows(locate(path, own)));
  if (isKnown || response.kind !== "missing" || !hasRoots(server, context)) return { roots: own };
  return { question: inputRequired({ inputRequests: { [ROOTS]: inputRequired.listRoots() } }) };
}

/** Whether the client can name roots: it says so in each request, or once in the handshake of older releases. */
function hasRoots(server: McpServer, { mcpReq }: ServerContext): boolean {
  const meta = mcpReq.envelope as Readonly<Record<string, unknown>> | undefined;
  const told = meta?.[CLIENT_CAPABILITIES_META_KEY] ?? server.server.getClientCapabilities();
  return typeof told === "object" && told !== null && "roots" in told && told.roots !== undefined;
}

function folderOf(uri: string): readonly string[] {
  try {
    return [fileURLToPath(uri)];
  } catch {
    // A root that is no folder of this machine.
    return [];
  }
}
