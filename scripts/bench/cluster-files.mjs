import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";

/** Virtual routers of each cluster. */
const ROUTERS = 4;

/** Writes clusters of nodes, each in a folder of its own, with addresses of their own. Gives the number of files. */
export function writeClusters(folder, clusters, nodes) {
  for (let cluster = 0; cluster < clusters; cluster++) {
    const name = join(folder, `site-${String(cluster).padStart(4, "0")}`);
    mkdirSync(name, { recursive: true });
    for (let node = 0; node < nodes; node++) writeFileSync(join(name, `lb${node + 1}.conf`), text(cluster, node));
  }
  return clusters * nodes;
}

function text(cluster, node) {
  const routers = Array.from({ length: ROUTERS }, (_, index) => router(cluster, node, index));
  return `# Load balancer ${node + 1} of site ${cluster}
global_defs {
    router_id site${cluster}-lb${node + 1}
    enable_script_security
    script_user nobody
}

vrrp_script chk_web {
    script "/usr/local/bin/chk-web"
    interval 2
    weight -200
}

${routers.join("\n")}`;
}

function router(cluster, node, index) {
  const address = `10.${cluster >> 8}.${cluster & 255}.${10 + index}/24`;
  return `vrrp_instance VI_${index + 1} {
    state BACKUP
    interface eth0
    virtual_router_id ${10 + index}
    priority ${200 - 10 * node}
    advert_int 1
    authentication {
        auth_type PASS
        auth_pass s3c${cluster}x
    }
    track_script {
        chk_web
    }
    virtual_ipaddress {
        ${address}
    }
}
`;
}
