import { drawOf } from "./draw.js";
import type { Plan } from "./election-generator.js";

/** Lines that a cluster has besides what its plan says, on all nodes unless said otherwise. */
export interface Extras {
  readonly globals: readonly string[];
  /** Blocks at top level. */
  readonly blocks: readonly string[];
  /** In each instance; `which`: its position. */
  readonly instance: (node: number, which: number) => readonly string[];
  /** Words of the catalogue of features. */
  readonly features: readonly string[];
}

export const NO_EXTRAS: Extras = { globals: [], blocks: [], instance: () => [], features: [] };

/** One of these kinds, of which each plan can have some. */
interface Kind extends Partial<Omit<Extras, "features">> {
  readonly feature: string;
  readonly fits: (plan: Plan) => boolean;
}

/** Where one node alone has the lines, it is the first. */
const onFirst =
  (...lines: readonly string[]) =>
  (node: number): readonly string[] =>
    node === 0 ? lines : [];

const always = (): boolean => true;
const isIpv4 = ({ family }: Plan): boolean => family === 4;
const isVersion2 = ({ family, version, mismatch }: Plan): boolean =>
  family === 4 && version === 2 && !["version", "secret", "interval"].includes(mismatch);

const KINDS: readonly Kind[] = [
  {
    feature: "excluded addresses",
    fits: always,
    instance: (_, which) => ["virtual_ipaddress_excluded {", `    198.51.100.${which + 1}/24`, "}"],
  },
  { feature: "dont_track_primary", fits: always, instance: () => ["dont_track_primary"] },
  { feature: "dont_track_primary on one node", fits: always, instance: onFirst("dont_track_primary") },
  {
    feature: "weight of its own interface",
    fits: always,
    instance: (node, which) => (which === 0 ? onFirst("track_interface {", "    eth0 weight -50", "}")(node) : []),
  },
  {
    feature: "weight of its own interface, dont_track_primary",
    fits: ({ instances }) => instances === 1,
    instance: onFirst("dont_track_primary", "track_interface {", "    eth0 weight -120", "}"),
  },
  {
    feature: "PASS",
    fits: isVersion2,
    instance: () => ["authentication {", "    auth_type PASS", "    auth_pass secret12", "}"],
  },
  {
    feature: "AH",
    fits: isVersion2,
    instance: () => ["authentication {", "    auth_type AH", "    auth_pass secret12", "}"],
  },
  {
    feature: "secrets that differ after eight bytes",
    fits: isVersion2,
    instance: (node) => ["authentication {", "    auth_type PASS", `    auth_pass secret12${node}`, "}"],
  },
  {
    feature: "secret of one node",
    fits: isVersion2,
    instance: (node) => ["authentication {", "    auth_type PASS", `    auth_pass ${node === 0 ? "one" : "two"}`, "}"],
  },
  { feature: "use_vmac", fits: ({ family, inGroup }) => family === 4 && !inGroup, instance: () => ["use_vmac"] },
  { feature: "skip_check_adv_addr", fits: isIpv4, globals: ["vrrp_skip_check_adv_addr"] },
  { feature: "check_unicast_src", fits: ({ isUnicast }) => isUnicast, globals: ["vrrp_check_unicast_src"] },
  { feature: "another multicast group", fits: isIpv4, globals: ["vrrp_mcast_group4 224.0.0.77"] },
  { feature: "vrrp_lower_prio_no_advert", fits: always, globals: ["vrrp_lower_prio_no_advert"] },
  { feature: "vrrp_higher_prio_send_advert", fits: always, globals: ["vrrp_higher_prio_send_advert"] },
  {
    feature: "more announcements",
    fits: ({ trackers, inGroup }) => trackers.length === 0 && !inGroup,
    instance: onFirst("garp_master_repeat 2", "garp_lower_prio_repeat 1"),
  },
  {
    feature: "refreshed announcements",
    fits: ({ trackers, inGroup }) => trackers.length === 0 && !inGroup,
    instance: onFirst("garp_master_repeat 1", "garp_master_refresh 5"),
  },
  {
    feature: "two more scripts",
    fits: ({ inGroup }) => !inGroup,
    blocks: [
      ...["vrrp_script one {", "    script /bin/true", "    interval 1", "    weight 7", "}"],
      ...["vrrp_script two {", "    script /bin/true", "    interval 2", "    weight -40", "    init_fail", "}"],
    ],
    instance: (_, which) => (which === 0 ? ["track_script {", "    one", "    two weight 5", "}"] : []),
  },
];

/** Draws some of the kinds that fit a plan; seeds are those of the plan. */
export function extrasFor(seed: number, plan: Plan): Extras {
  const draw = drawOf(seed + 500_000);
  const fitting = KINDS.filter(({ fits }) => fits(plan));
  const chosen = draw.shuffle(fitting).slice(0, draw.int(1, 2));
  // Two of these would be one block that is written twice.
  const kinds = chosen.filter(
    (one, at) => !chosen.slice(0, at).some((other) => blocksOf(other).some((name) => blocksOf(one).includes(name))),
  );
  return {
    globals: kinds.flatMap(({ globals = [] }) => globals),
    blocks: kinds.flatMap(({ blocks = [] }) => blocks),
    instance: (node, which) => kinds.flatMap(({ instance = () => [] }) => instance(node, which)),
    features: kinds.map(({ feature }) => feature),
  };
}

/** The words of its lines, which make it clear whether two belong to one setting. */
const blocksOf = ({ instance = () => [] }: Kind): readonly string[] =>
  instance(0, 0).flatMap((line) => /^\w+/.exec(line)?.[0] ?? []);
