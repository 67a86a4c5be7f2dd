/** The look of what is drawn of clusters, by the colours of the page that shows it. */
export const PICTURE_STYLE = `
.dim { color: var(--dim); font-size: .875rem; }
.verdict { font-weight: 600; }
.bad { color: var(--bad); }
.good { color: var(--good); }
.cards { display: grid; grid-template-columns: repeat(auto-fill, minmax(min(100%, 24rem), 1fr)); gap: 1rem; align-items: start; }
.group { border: 1.5px dashed var(--blue); border-radius: 12px; padding: .75rem; margin: 0 0 1rem; }
.group > p { margin: 0 0 .6rem; color: var(--blue); font-weight: 600; font-size: .875rem; }
.card { background: var(--card); border: 1px solid var(--line); border-radius: 10px; padding: 1rem; min-width: 0; }
.card header { display: flex; flex-wrap: wrap; gap: 0 .75rem; justify-content: space-between; align-items: baseline; }
.addresses { font-weight: 600; overflow-wrap: anywhere; }
.members { list-style: none; margin: .75rem 0 0; padding: 0; display: grid; gap: .6rem; }
.members li { display: grid; grid-template-columns: minmax(5.5rem, 8rem) 1fr 2.25rem; gap: 0 .75rem; align-items: center; }
.node { overflow-wrap: anywhere; line-height: 1.25; }
.node b { font-weight: 600; }
.node span { display: block; font-size: .75rem; color: var(--dim); }
.holder .node span { color: var(--good); font-weight: 600; }
.members li { position: relative; padding-left: 1.25rem; }
.members li::before { content: ""; position: absolute; left: 0; top: .35rem; width: 10px; height: 10px; border-radius: 50%; border: 1.5px solid var(--dim); }
.members li.holder::before { background: var(--good); border-color: var(--good); }
.bar { position: relative; height: 14px; background: var(--track); border-radius: 3px; overflow: hidden; }
.bar i { position: absolute; inset: 0 auto 0 0; background: var(--blue); border-radius: 3px; }
.bar i.taken { opacity: .38; }
.bar i.rival { background: var(--warn); width: 2px; border-radius: 0; }
.number { text-align: right; font-variant-numeric: tabular-nums; font-weight: 600; }
.trackers { grid-column: 2 / -1; color: var(--dim); font-size: .8125rem; overflow-wrap: anywhere; }
.trackers span { margin-right: .75rem; }
.alarm { margin: .75rem 0 0; padding: .5rem .75rem; background: var(--alarm); border: 1px solid var(--edge); border-radius: 6px; color: var(--warn); font-size: .875rem; overflow-wrap: anywhere; }
.service { margin: .9rem 0 0; }
.service > b { overflow-wrap: anywhere; }
.servers { list-style: none; margin: .25rem 0 0; padding: 0; font-size: .875rem; }
.servers li { position: relative; display: grid; grid-template-columns: minmax(8rem, 11rem) 3.75rem 1fr; gap: 0 .75rem; align-items: center; padding: .1rem 0 .1rem 1.4rem; overflow-wrap: anywhere; }
.servers li::before { content: ""; position: absolute; left: .4rem; top: 0; bottom: 50%; width: .7rem; border: solid var(--line); border-width: 0 0 1.5px 1.5px; }
.servers li:not(:last-child)::after { content: ""; position: absolute; left: .4rem; top: 0; bottom: 0; border-left: 1.5px solid var(--line); }
.servers .bar { height: 8px; }
`.trim();

/** The page's look, in light and dark; one column on a phone. */
export const PAGE_STYLE = `
:root { color-scheme: light dark; --page: #fff; --card: #f6f8fa; --line: #d1d9e0; --text: #1f2328; --dim: #59636e; --good: #1a7f37; --blue: #0969da; --track: #dde3ea; --warn: #9a3412; --alarm: #fff1e5; --edge: #f5c39b; --bad: #b42318; }
@media (prefers-color-scheme: dark) {
:root { --page: #0d1117; --card: #151b23; --line: #3d444d; --text: #f0f6fc; --dim: #9198a1; --good: #3fb950; --blue: #4493f8; --track: #2f3742; --warn: #ffb27a; --alarm: #2d2013; --edge: #6b4423; --bad: #ff8f86; }
}
* { box-sizing: border-box; }
body { margin: 0 auto; max-width: 76rem; padding: 1.5rem 1.25rem 3rem; background: var(--page); color: var(--text); font: 15px/1.5 system-ui, -apple-system, "Segoe UI", "DejaVu Sans", sans-serif; }
h1 { font-size: 1.5rem; margin: 0 0 .25rem; }
h2 { font-size: 1.2rem; margin: 2.25rem 0 .75rem; }
h3 { font-size: 1.05rem; margin: 0; overflow-wrap: anywhere; }
p { margin: .25rem 0; }
ul { margin: .25rem 0; padding-left: 1.25rem; }
a { color: var(--blue); }
${PICTURE_STYLE}
table { width: 100%; table-layout: fixed; border-collapse: collapse; margin: .5rem 0 1.5rem; font-size: .875rem; }
caption { text-align: left; font-weight: 600; padding: .25rem 0; font-size: .95rem; }
th, td { text-align: left; vertical-align: top; padding: .35rem .75rem .35rem 0; border-bottom: 1px solid var(--line); overflow-wrap: anywhere; }
th:first-child { width: 24%; } th:nth-child(2) { width: 26%; } th:nth-child(3) { width: 20%; }
thead th { color: var(--dim); font-weight: 600; }
tbody th { font-weight: 400; }
tr.marked th, tr.marked td { background: var(--alarm); }
tr.marked th { padding-left: .5rem; }
tr.marked .mark { color: var(--warn); font-weight: 600; display: block; }
code { font: .8125rem ui-monospace, "DejaVu Sans Mono", monospace; }
.error { color: var(--bad); font-weight: 600; }
.warning { color: var(--warn); font-weight: 600; }
.findings { list-style: none; padding: 0; margin: .5rem 0; }
.findings li { padding: .5rem 0; border-bottom: 1px solid var(--line); overflow-wrap: anywhere; }
@media (max-width: 40rem) {
body { padding: 1rem .9rem 2rem; }
.servers li { grid-template-columns: 1fr 3.75rem; }
.servers li > :last-child { grid-column: 1 / -1; }
thead { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); }
tr { display: block; padding: .5rem 0; border-bottom: 1px solid var(--line); }
table { table-layout: auto; }
th, td, th:first-child { display: block; width: auto; border: 0; padding: .05rem 0; }
tbody th { font-weight: 600; }
td[data-label]::before { content: attr(data-label) ": "; color: var(--dim); }
td:empty { display: none; }
tr.marked { background: var(--alarm); padding: .5rem; border-radius: 6px; }
tr.marked th, tr.marked td { background: none; padding-left: 0; }
}
@media print { body { max-width: none; } .card, .group, tr { break-inside: avoid; } }
`.trim();
