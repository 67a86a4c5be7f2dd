import { readFileSync } from "node:fs";

/** Settings of the user. docs/editors/vscode.md shows those of the section for keepalived. */
export const SETTINGS = JSON.parse(readFileSync(new URL("settings.json", import.meta.url), "utf8"));

/** A colour that no theme has for names: where it is seen, it comes from the semantic tokens. */
export const NAME_COLOUR = SETTINGS["editor.semanticTokenColorCustomizations"].rules["class:keepalived"];

const node = (vrid, priority) => `vrrp_instance WEB {
    state BACKUP
    interface eth0
    virtual_router_id ${vrid}
    priority ${priority}
    advert_int 1
    virtual_ipaddress {
        192.0.2.10/24 dev eth0
    }
}
`;

/** Two nodes whose router ids differ. */
export const FILES = {
  "kalint.config.json": `${JSON.stringify({ clusters: { web: ["keepalived-a.conf", "keepalived-b.conf"] } }, null, 2)}\n`,
  "keepalived-a.conf": node(51, 150),
  "keepalived-b.conf": node(52, 100),
};
