import { describe, expect, it } from "vitest";
import { lint } from "../../src/index.js";

const template = (header: string) => `${header}
vrrp_instance VI_1 {
    state BACKUP
    interface eth0
    virtual_router_id {% if a %}51{% else %}52{% endif %}
    priority 100
    virtual_ipaddress {
        192.0.2.1{% if c %}/24{% endif %}
    }
}
`;

const found = (text: string) =>
  lint([{ path: "keepalived.conf.j2", text }])
    .filter(({ rule }) => rule !== "template-text")
    .map(({ rule, severity, related, location }) => ({
      rule,
      severity,
      at: text.slice(location.start, location.end),
      related: related.map(({ message, start, end }) => `${text.slice(start, end)} ${message}`),
    }));

describe("a line that ends with a control tag", () => {
  it.each(["# {{ ansible_managed }}", "# {{ hostvars[inventory_hostname].site }}", "# {{ groups['lb'] | first }}"])(
    "is joined to the next one by Ansible: %s",
    (header) => {
      const [one, ...others] = found(template(header));
      expect(others).toEqual([]);
      expect(one).toMatchObject({ rule: "extra-value", severity: "info" });
      expect(one?.at).toContain("priority");
      expect(one?.related).toContain("{% endif %} Ansible joins the next line to this one (trim_blocks)");
    },
  );

  it.each([
    "# {{ name }}",
    "# {{ salt['grains.get']('host') }}",
    "#jinja2: trim_blocks:False\n# {{ ansible_managed }}",
  ])("says nothing where that is not known: %j", (header) => expect(found(template(header))).toEqual([]));

  it("says nothing where a sign keeps the lines apart, and is found with Windows line ends", () => {
    const text = template("# {{ ansible_managed }}");
    expect(found(text.replaceAll("{% endif %}", "{% endif +%}"))).toEqual([]);
    expect(found(text.replaceAll("\n", "\r\n"))).toHaveLength(1);
  });
});
