import { makePlan } from "../lint/plan.js";
import { mermaidPicture } from "../picture/mermaid.js";
import { titleOf } from "../picture/words.js";
import type { ReportPicture } from "../reporters/report.js";
import { type NodeFlags, planOptions } from "./clusters-of.js";
import { drawClusters } from "./draw-clusters.js";
import type { Inputs } from "./inputs.js";

/** A page with more of them would be about nothing else; GitHub also takes no more than 1 MiB. */
const MAX_PICTURES = 10;

/** mermaid draws no text that is longer than 50,000 characters, and no more than 500 edges, about 20 kB of ours. */
const MAX_LENGTH = 20_000;

/** With more files than this each picture would be one of very many. */
const MAX_FILES = 100;

/** The clusters of a run as diagrams; what is too large is left out. */
export function reportPictures(read: Inputs, options: NodeFlags): readonly ReportPicture[] {
  const roots = [...read.inputs, ...read.partners];
  if (roots.length > MAX_FILES) return [];
  try {
    const { clusters } = makePlan(roots, planOptions(read, options));
    const { picture } = drawClusters(clusters.slice(0, MAX_PICTURES));
    return picture.clusters
      .filter(({ routers, services }) => routers.length + services.length > 0)
      .map((cluster) => ({ title: titleOf(cluster), mermaid: mermaidPicture(cluster) }))
      .filter(({ mermaid }) => mermaid.length <= MAX_LENGTH);
  } catch {
    // The findings are what counts; kalint simulate and kalint show say what is wrong with a picture.
    return [];
  }
}
