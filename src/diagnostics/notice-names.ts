/** What a report may name besides the rules: findings of kalint itself, of its comments, and messages of keepalived. */
export const noticeNames = [
  "internal-error",
  "keepalived",
  "suppression-invalid",
  "suppression-unused",
  "suppression-without-reason",
  "template-text",
] as const;

export type NoticeName = (typeof noticeNames)[number];
