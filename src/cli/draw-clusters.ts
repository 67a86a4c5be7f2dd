import type { Cluster } from "../cluster/cluster.js";
import { type Forecast, forecast } from "../forecast/forecast.js";
import { shortNames } from "../forecast/node-names.js";
import { drawPicture } from "../picture/draw.js";
import type { Picture } from "../picture/picture.js";

/** Pictures of clusters, with the forecasts that they show a part of. */
export interface DrawnClusters {
  readonly picture: Picture;
  readonly forecasts: readonly Forecast[];
}

/** Plays the failures of clusters and draws them. */
export function drawClusters(clusters: readonly Cluster[]): DrawnClusters {
  const drawn = clusters.map(({ name, nodes, routers }) => ({
    nodes,
    forecast: forecast({
      name,
      nodes,
      routers,
      shortNames: shortNames(nodes.map((node) => node.name)),
      releaseOf: (node) => node.target,
    }),
  }));
  return { picture: drawPicture(drawn), forecasts: drawn.map((one) => one.forecast) };
}
