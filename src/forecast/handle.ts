import { isAddressName } from "../simulate/outcome.js";
import type { Forecast, RouterForecast } from "./forecast.js";

/** Words of an expectation that are no names. */
const RESERVED: ReadonlySet<string> = new Set(["priority", "state"]);

/**
 * The name under which a scenario speaks of a router on all its nodes: that of its instances, where they agree and
 * nothing else has it, else an address that all of them have. Undefined: there is none.
 */
export function handleOf(router: RouterForecast, { routers, groups }: Forecast): string | undefined {
  const { members, sharedAddresses } = router;
  const names = new Set(members.map(({ instance }) => instance));
  const [name = ""] = names;
  const others = routers.filter((one) => one !== router);
  const isTaken = groups.includes(name) || others.some((one) => one.members.some(({ instance }) => instance === name));
  if (names.size === 1 && !isTaken && name !== "" && !RESERVED.has(name) && !isAddressName(name)) return name;
  return sharedAddresses.find(
    (address) => isAddressName(address) && others.every(({ addresses }) => !addresses.includes(address)),
  );
}
