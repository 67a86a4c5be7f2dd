import { describe, expect, it } from "vitest";
import { askedServices, type ServiceWords, stoppedServices } from "../../src/semantic/service-commands.js";
import { nodeOf } from "../support/node-of.js";

type Reads = typeof stoppedServices;

/** What a quoted command of a script says. */
function read(of: Reads, command: string): ServiceWords {
  const [script] = nodeOf(`vrrp_script x {\n    script "${command}"\n}\n`).scripts;
  if (script === undefined) throw new Error("no script");
  return of(script);
}

const names = (of: Reads, command: string): string => read(of, command).names.join(" ");

describe("services that a command stops", () => {
  it.each([
    ["systemctl stop haproxy", "haproxy"],
    ["/bin/systemctl stop haproxy.service nginx", "haproxy nginx"],
    ["systemctl --quiet stop haproxy", "haproxy"],
    ["systemctl start haproxy", ""],
    ["systemctl restart haproxy", ""],
    ["systemctl disable haproxy", ""],
    ["systemctl disable --now haproxy", "haproxy"],
    ["systemctl mask --now haproxy", "haproxy"],
    ["systemctl unmask --now haproxy", ""],
    ["systemctl kill haproxy", "haproxy"],
    ["systemctl kill -s TERM haproxy", "haproxy"],
    ["systemctl kill -s HUP haproxy", ""],
    ["systemctl kill --signal=KILL haproxy", "haproxy"],
    ["systemctl kill --signal=HUP haproxy", ""],
    ["docker stop web", "web"],
    ["service haproxy stop", "haproxy"],
    ["service haproxy start", ""],
    ["rc-service haproxy stop", "haproxy"],
    ["/etc/init.d/haproxy stop", "haproxy"],
    ["/etc/rc.d/haproxy stop", "haproxy"],
    ["/etc/init.d/haproxy status", ""],
    ["/etc/haproxy stop", ""],
    ["killall nginx", "nginx"],
    ["killall -9 nginx", "nginx"],
    ["killall -15 nginx", "nginx"],
    ["killall -SIGTERM nginx", "nginx"],
    ["killall -s INT nginx", "nginx"],
    ["killall -HUP nginx", ""],
    ["killall -0 nginx", ""],
    ["killall -19 nginx", ""],
    ["pkill -u root nginx", "nginx"],
    ["pkill nginx 2>&1", "nginx"],
    ["pkill nginx > /dev/null", "nginx"],
    ["systemctl stop nginx >/dev/null 2>&1", "nginx"],
    ["systemctl stop nginx 2> /dev/null", "nginx"],
    ["systemctl stop nginx &> /dev/null", "nginx"],
    ["systemctl stop nginx >> /var/log/stops", "nginx"],
    ["pidof nginx", ""],
    ["sudo systemctl stop haproxy", "haproxy"],
    ["/etc/keepalived/stop_haproxy.sh", "haproxy"],
    ["/etc/keepalived/haproxy-stop", "haproxy"],
    ["/etc/keepalived/stop_haproxy_nginx.sh", ""],
    ["/etc/keepalived/stop_service.sh", ""],
    ["/etc/keepalived/stop_it.sh", ""],
    ["/etc/keepalived/unstoppable.sh", ""],
    ["/etc/keepalived/haproxy.stop", ""],
  ])("%s: %s", (command, expected) => {
    expect(names(stoppedServices, command)).toBe(expected);
  });

  it("are not those that it starts again", () => {
    expect(names(stoppedServices, "sh -c 'systemctl stop a; systemctl start a'")).toBe("");
    expect(names(stoppedServices, "sh -c 'systemctl stop a; systemctl restart b'")).toBe("a");
  });
});

describe("services that a command asks for", () => {
  it.each([
    ["pidof nginx", "nginx"],
    ["/usr/bin/pgrep -x nginx", "nginx"],
    ["killall -0 nginx", "nginx"],
    ["pkill -0 nginx", "nginx"],
    ["killall nginx", ""],
    ["systemctl is-active haproxy", "haproxy"],
    ["systemctl status haproxy.service", "haproxy"],
    ["systemctl show haproxy", "haproxy"],
    ["systemctl stop haproxy", ""],
    ["service haproxy status", "haproxy"],
    ["/usr/local/bin/chk_haproxy.sh", "haproxy"],
    ["/usr/local/bin/check-nginx", "nginx"],
    ["/usr/local/bin/check_haproxy_config.sh", ""],
    ["/usr/local/bin/checkers.sh", ""],
  ])("%s: %s", (command, expected) => {
    expect(names(askedServices, command)).toBe(expected);
  });
});

describe("a command line", () => {
  it.each<[string, ServiceWords]>([
    ["pidof nginx", { names: ["nginx"], isGuess: false, isPartial: false }],
    ["/bin/chk_nginx.sh", { names: ["nginx"], isGuess: true, isPartial: false }],
    ["sh -c 'pidof nginx'", { names: ["nginx"], isGuess: false, isPartial: false }],
    ["/bin/bash -c 'pidof nginx || exit 1'", { names: ["nginx"], isGuess: false, isPartial: false }],
    ["sh -c 'pidof nginx && pidof haproxy'", { names: ["nginx", "haproxy"], isGuess: false, isPartial: false }],
    ["sh -c 'pidof nginx && curl localhost'", { names: ["nginx"], isGuess: false, isPartial: true }],
    ["sh -c 'pidof nginx 2>&1'", { names: ["nginx"], isGuess: false, isPartial: false }],
    ["sh -c '/bin/chk_nginx.sh; pidof a'", { names: ["nginx", "a"], isGuess: true, isPartial: false }],
    ["sh /bin/chk_nginx.sh", { names: [], isGuess: false, isPartial: false }],
    ["curl localhost", { names: [], isGuess: false, isPartial: false }],
  ])("%s", (command, expected) => {
    expect(read(askedServices, command)).toEqual(expected);
  });
});
