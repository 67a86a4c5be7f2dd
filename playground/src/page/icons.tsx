/** Paths of 16 by 16, drawn with strokes. */
const PATHS = {
  format: "M2 3.5h12M2 8h8M2 12.5h10",
  fix: "M9.5 2.5 6 8h4l-3.5 5.5M3 4l1 1M13 11l1 1M3.5 10.5l-1 1M12.5 5.5l1-1",
  open: "M1.5 13V3.5h4l1.5 2h7.5V13z",
  save: "M8 2v8m-3.5-3L8 10.5 11.5 7M2.5 13.5h11",
  share:
    "M11.5 5.5a2 2 0 1 0-1.9-2.6M4.5 10a2 2 0 1 0 0-4 2 2 0 0 0 0 4Zm7 4a2 2 0 1 0 0-4 2 2 0 0 0 0 4ZM6.3 7.1l3.4-2.2M6.3 8.9l3.4 2.2",
  theme: "M8 2a6 6 0 1 0 0 12zM8 2a6 6 0 0 1 0 12",
  help: "M6 6a2 2 0 1 1 2.6 1.9c-.4.2-.6.5-.6 1v.6M8 12v.3M8 14.5a6.5 6.5 0 1 0 0-13 6.5 6.5 0 0 0 0 13Z",
  add: "M8 3v10M3 8h10",
  close: "M4 4l8 8M12 4l-8 8",
  play: "M5 3.2v9.6L12.5 8z",
  previous: "M10 3.5 5.5 8l4.5 4.5",
  next: "M6 3.5 10.5 8 6 12.5",
} as const;

export type IconName = keyof typeof PATHS;

/** A picture beside a text; screen readers skip it. */
export const Icon = ({ name }: { readonly name: IconName }) => (
  <svg class="icon" viewBox="0 0 16 16" width="16" height="16" aria-hidden="true">
    <path d={PATHS[name]} />
  </svg>
);
