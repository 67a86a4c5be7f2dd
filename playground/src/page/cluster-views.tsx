import type { FailureRow, ShownCluster, ShownRouter, Spot } from "../protocol.js";
import { Icon } from "./icons.js";
import { Place } from "./problems.js";

/** Something of each cluster, below its name where there are several. */
function PerCluster(props: {
  readonly clusters: readonly ShownCluster[] | undefined;
  readonly nothing: string;
  readonly children: (cluster: ShownCluster, at: number) => preact.ComponentChildren;
}) {
  const { clusters, nothing, children } = props;
  if (clusters === undefined) return <p class="empty">Drawing…</p>;
  if (clusters.length === 0) return <p class="empty">{nothing}</p>;
  return (
    <>
      {clusters.map((cluster, at) => (
        <section key={cluster.title} aria-label={cluster.title}>
          <h2>{cluster.title}</h2>
          {children(cluster, at)}
        </section>
      ))}
    </>
  );
}

const NOTHING = "These files have no vrrp_instance and no virtual_server, so there is nothing to draw.";

export const PictureView = ({ clusters }: { readonly clusters: readonly ShownCluster[] | undefined }) => (
  <PerCluster clusters={clusters} nothing={NOTHING}>
    {({ picture }) => (
      // Made by kalint, which escapes what the files say.
      <div class="picture-view" dangerouslySetInnerHTML={{ __html: picture }} />
    )}
  </PerCluster>
);

export interface FailuresProps {
  readonly clusters: readonly ShownCluster[] | undefined;
  readonly onGo: (spot: Spot) => void;
  readonly onPlay: (cluster: number, failure: number) => void;
}

export const FailuresView = ({ clusters, onGo, onPlay }: FailuresProps) => (
  <PerCluster clusters={clusters} nothing={NOTHING}>
    {({ routers, assumptions, left }, at) => (
      <>
        {routers.map((router) => (
          <RouterTable key={router.name} router={router} onGo={onGo} onPlay={(failure) => onPlay(at, failure)} />
        ))}
        {left.map((one) => (
          <p key={one} class="dim">
            Not played: {one}
          </p>
        ))}
        {assumptions.length > 0 && (
          <div class="dim assumed">
            <p>Assumed, since the files do not say it:</p>
            <ul>
              {assumptions.map((one) => (
                <li key={one}>{one}</li>
              ))}
            </ul>
            <p>VRRP has no fencing: nodes that cannot hear each other both hold the addresses.</p>
          </div>
        )}
      </>
    )}
  </PerCluster>
);

interface RouterTableProps {
  readonly router: ShownRouter;
  readonly onGo: (spot: Spot) => void;
  readonly onPlay: (failure: number) => void;
}

function RouterTable({ router, onGo, onPlay }: RouterTableProps) {
  return (
    <>
      <table class="failures">
        <caption>
          {router.name} <span class="dim">{router.addresses}</span>
        </caption>
        <thead>
          <tr>
            <th scope="col">When</th>
            <th scope="col">Holder</th>
            <th scope="col">Afterwards</th>
          </tr>
        </thead>
        <tbody>
          {router.rows.map((row) => (
            <Row key={row.event} row={row} onGo={onGo} onPlay={onPlay} />
          ))}
        </tbody>
      </table>
      {router.quiet.length > 0 && <p class="dim">Nothing changes: {router.quiet.join("; ")}</p>}
    </>
  );
}

function Row({ row, onGo, onPlay }: { readonly row: FailureRow } & Omit<RouterTableProps, "router">) {
  const { event, holder, afterwards, because, mark, written, failure } = row;
  return (
    <tr class={mark === "" ? undefined : "marked"}>
      <th scope="row">
        {event}
        {failure !== undefined && (
          <button
            type="button"
            class="quiet play"
            aria-label={`Play: ${event}`}
            title="Play it"
            onClick={() => onPlay(failure)}
          >
            <Icon name="play" />
          </button>
        )}
      </th>
      <td>
        {holder}
        {mark !== "" && <span class="mark">{mark}</span>}
        {because !== "" && <span class="because">{because}</span>}
        {written !== undefined && (
          <span class="because">
            <Place spot={written} onGo={onGo} /> <code>{written.text}</code>
          </span>
        )}
      </td>
      <td>{afterwards}</td>
    </tr>
  );
}
