import type { Instance } from "../semantic/instances.js";

/** What decides which nodes belong together: a narrow view of `Node`, which data from another thread can give, too. */
export interface NodeOutline {
  readonly name: string;
  readonly path: string;
  readonly instances: readonly InstanceOutline[];
  readonly ast: { readonly virtualServer: readonly ServiceOutline[] };
  readonly evaluated: { readonly files: readonly { readonly source: { readonly path: string } }[] };
}

/** What decides with which others an instance is one virtual router. */
export interface InstanceOutline extends Pick<Instance, "name" | "family" | "isUnicast"> {
  readonly vrid: Pick<Instance["vrid"], "value">;
  readonly priority: Pick<Instance["priority"], "value">;
  readonly state: Pick<Instance["state"], "value" | "isDefault">;
  readonly interface: Pick<Instance["interface"], "value">;
  readonly source: Pick<Instance["source"], "value">;
  readonly destination: Pick<Instance["destination"], "value">;
  readonly authentication: Pick<Instance["authentication"], "kind" | "secret">;
  readonly addresses: readonly Pick<Instance["addresses"][number], "address" | "family" | "prefix">[];
  readonly peers: readonly Pick<Instance["peers"][number], "address">[];
}

/** The head of a `virtual_server` block. */
interface ServiceOutline {
  readonly statement: { readonly args: readonly { readonly value: string }[] };
}

/** An instance together with the node it is on. */
export interface MemberOutline<N extends NodeOutline = NodeOutline> {
  readonly node: N;
  readonly instance: InstanceOutline;
}

/** The outline alone, as plain data that holds nothing else of the node. */
export function outlineOf({ name, path, instances, ast, evaluated }: NodeOutline): NodeOutline {
  const services = instances.length > 0 ? [] : ast.virtualServer;
  return {
    name,
    path,
    instances: instances.map(instanceOutline),
    ast: {
      virtualServer: services.map(({ statement }) => ({
        statement: { args: statement.args.map(({ value }) => ({ value })) },
      })),
    },
    evaluated: { files: evaluated.files.map(({ source }) => ({ source: { path: source.path } })) },
  };
}

function instanceOutline(instance: InstanceOutline): InstanceOutline {
  const { name, family, isUnicast, vrid, priority, state, source, authentication, addresses, peers } = instance;
  return {
    name,
    family,
    isUnicast,
    vrid: { value: vrid.value },
    priority: { value: priority.value },
    state: { value: state.value, isDefault: state.isDefault },
    interface: { value: instance.interface.value },
    source: { value: source.value },
    destination: { value: instance.destination.value },
    authentication: { kind: authentication.kind, secret: authentication.secret },
    addresses: addresses.map(({ address, family: kind, prefix }) => ({ address, family: kind, prefix })),
    peers: peers.map(({ address }) => ({ address })),
  };
}
