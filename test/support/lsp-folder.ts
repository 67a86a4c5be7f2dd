import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterAll } from "vitest";

/** Folders with files for tests that start a server; they go after the tests. */
export function lspFolders(): (files?: Readonly<Record<string, string>>) => string {
  const folders: string[] = [];
  afterAll(() => {
    for (const folder of folders) rmSync(folder, { recursive: true, force: true });
  });
  return (files = {}) => {
    const folder = mkdtempSync(join(tmpdir(), "kalint-lsp-"));
    folders.push(folder);
    for (const [name, text] of Object.entries(files)) {
      mkdirSync(dirname(join(folder, name)), { recursive: true });
      writeFileSync(join(folder, name), text);
    }
    return folder;
  };
}

/** A node of a pair, as its file. */
export const node = (vrid: number, priority: number, rest = ""): string => `vrrp_instance VI_1 {
    state BACKUP
    interface eth0
    virtual_router_id ${vrid}
    priority ${priority}
    advert_int 1
    virtual_ipaddress {
        192.0.2.10/24
    }
${rest}}
`;

/** Settings that declare a pair. */
export const PAIR = JSON.stringify({ clusters: { web: ["master.conf", "slave.conf"] } });

/** A node with a script, a group and a definition. */
export const MASTER = `include conf.d/*.conf
$PRIO=150
vrrp_script chk_web {
    script "/usr/bin/check"
    weight -20
}
vrrp_sync_group G1 {
    group {
        VI_1
    }
}
vrrp_instance VI_1 {
    interface eth0
    virtual_router_id 51
    priority $PRIO
    track_script {
        chk_web
    }
    virtual_ipaddress {
        192.0.2.10/24 dev eth0
    }
}
`;
/** Its peer. */
export const SLAVE = MASTER.replace("$PRIO=150", "$PRIO=90").replace("include conf.d/*.conf\n", "");

/** The position of `|` in a text, and the text without it. */
export function marked(text: string) {
  const offset = text.indexOf("|");
  const before = text.slice(0, offset);
  const line = before.split("\n").length - 1;
  return {
    text: before + text.slice(offset + 1),
    position: { line, character: offset - before.lastIndexOf("\n") - 1 },
  };
}
