import type { Cluster } from "../../src/cluster/cluster.js";
import { run } from "../../src/lint/run.js";

type Texts = Readonly<Record<string, string>>;

/** The clusters that files form by evidence, nothing declared. */
export function findClusters(texts: Texts): readonly Cluster[] {
  const files = Object.entries(texts).map(([path, text]) => ({ path, text }));
  return run(files, { rules: [], severityOf: () => "off" }).clusters;
}

/** Names of the nodes of each cluster, each list and the whole in order of names. */
export function clusterNames(texts: Texts): readonly string[][] {
  const names = findClusters(texts).map(({ nodes }) => nodes.map(({ name }) => name).sort());
  return names.sort((a, b) => ((a[0] ?? "") < (b[0] ?? "") ? -1 : 1));
}

export interface InstanceText {
  readonly name?: string;
  /** A text where it is not known. */
  readonly vrid?: number | string;
  readonly priority?: number;
  readonly state?: string;
  readonly device?: string;
  readonly secret?: string;
  readonly vips?: readonly string[];
  readonly lines?: readonly string[];
}

/** A `vrrp_instance` block; what is left out is not written. */
export function instanceText(options: InstanceText = {}): string {
  const { name = "VI_1", vrid = 51, priority, state, device = "eth0" } = options;
  const { secret, vips = ["192.0.2.10/24"], lines = [] } = options;
  const auth = secret === undefined ? [] : ["authentication {", "    auth_type PASS", `    auth_pass ${secret}`, "}"];
  return [
    `vrrp_instance ${name} {`,
    ...(state === undefined ? [] : [`    state ${state}`]),
    `    interface ${device}`,
    `    virtual_router_id ${vrid}`,
    ...(priority === undefined ? [] : [`    priority ${priority}`]),
    ...[...auth, ...lines].map((line) => `    ${line}`),
    "    virtual_ipaddress {",
    ...vips.map((vip) => `        ${vip}`),
    "    }",
    "}",
    "",
  ].join("\n");
}
