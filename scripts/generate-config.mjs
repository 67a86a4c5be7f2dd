// A sound configuration of any size, in the hand of a person: comments, uneven spaces, two styles of indent.
//   node scripts/generate-config.mjs INSTANCES > keepalived.conf
import { argv, stdout } from "node:process";
import { fileURLToPath } from "node:url";

/** Router ids are unique per interface. */
const IDS = 255;

/** Addresses of a /24 that a host may have. */
const HOSTS = 254;

/** Text with `count` vrrp_instance blocks of 14 lines, spread over as many interfaces as their router ids need. */
export function generateConfig(count) {
  const parts = ["# Generated. Addresses are from 10.0.0.0/8.\n"];
  for (let index = 0; index < count; index++) parts.push(instance(index));
  return parts.join("");
}

/** Names of the interfaces that `generateConfig(count)` uses. */
export const interfacesOf = (count) => Array.from({ length: Math.ceil(count / IDS) }, (_, index) => `eth${index}`);

/** A pair of nodes with `count` instances each, all with a tracked script and each two of them in a sync group. */
export function generatePair(count) {
  return ["MASTER", "BACKUP"].map((state) => {
    const parts = [SCRIPT];
    for (let index = 0; index < count; index++) {
      parts.push(trackingInstance(index, state));
      if (index % 2 === 1) parts.push(syncGroup(index));
    }
    return parts.join("");
  });
}

/** As many virtual servers, each with two real servers and a check each. */
export function generateServers(count) {
  const parts = [];
  for (let index = 0; index < count; index++) parts.push(virtualServer(`10.${index >> 8}.${index & 255}`));
  return parts.join("");
}

const virtualServer = (network) => `virtual_server ${network}.1 80 {
    delay_loop 6
    lb_algo rr
    lb_kind NAT
    protocol TCP
${[11, 12].map((host) => realServer(`${network}.${host}`)).join("")}}
`;

const realServer = (address) => `    real_server ${address} 80 {
        weight 1
        TCP_CHECK {
            connect_timeout 3
        }
    }
`;

const syncGroup = (index) => `vrrp_sync_group G_${index} {
    group {
        VI_${index}
        VI_${index + 1}
    }
}
`;

const SCRIPT = `global_defs {
    script_user root
    enable_script_security
}
vrrp_script chk {
    script "/usr/bin/true"
}
`;

function trackingInstance(index, state) {
  const [head, rest] = instance(index).split("state BACKUP   # both nodes start so");
  const priority = state === "MASTER" ? 150 : 100;
  const lines = rest.replace(/priority +\d+/, `priority ${priority}`);
  return `${head}state ${state}${lines.slice(0, -2)}    track_script {\n        chk\n    }\n}\n`;
}

/** The example of the manual page keepalived.conf(5): 65,024 instances, each with a file that it tracks, out of one line. */
export const SEQUENCE = `$VI4= \\
    track_file offset_instance_4.\${IF}.\${NUM}.\${ID} { \\
        file "/run/track/4.\${IF}.\${NUM}.\${ID}" \\
        weight -100 \\
    } \\
    vrrp_instance vrrp4.\${IF}.\${NUM}.\${ID} { \\
        interface bond\${IF}.\${NUM} \\
        use_vmac vrrp4.\${IF}.\${NUM}.\${ID} \\
        virtual_router_id \${ID} \\
        priority 130 \\
        virtual_ipaddress { \\
            10.\${IF}.\${NUM}.\${ID}/24 \\
        } \\
        track_file { \\
            offset_instance_4.\${IF}.\${NUM}.\${ID} \\
        } \\
    }

~SEQ(IF,0,7) ~SEQ(NUM,0,31) ~SEQ(ID,1,254) $VI4
`;

function instance(index) {
  const subnet = Math.floor(index / HOSTS);
  const address = `10.${subnet >> 8}.${subnet & 255}.${(index % HOSTS) + 1}`;
  const indent = index % 3 === 0 ? "\t" : "    ";
  return `# Service ${index + 1}: owned by team ${index % 17}
vrrp_instance VI_${index + 1} {
${indent}state BACKUP   # both nodes start so
${indent}interface eth${Math.floor(index / IDS)}
${indent}virtual_router_id ${(index % IDS) + 1}
${indent}priority  ${100 + (index % 2) * 50}
${indent}authentication {
${indent}${indent}auth_type PASS
${indent}${indent}auth_pass s3cr${1000 + (index % 9000)}
${indent}}
${indent}virtual_ipaddress {
${indent}${indent}${address}/24
${indent}}
}
`;
}

if (argv[1] === fileURLToPath(import.meta.url)) stdout.write(generateConfig(Number(argv[2] ?? 1000)));
