import { BlockList, isIP, isIPv6 } from 'node:net';

/**
 * Addresses that do not lead to the public internet: IANA's special-purpose registries for IPv4 (RFC 6890 and its
 * updates), and multicast. What a page in there answers is none of a link's business.
 */
const NOT_PUBLIC_4: readonly [string, number][] = [
  ['0.0.0.0', 8],
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['127.0.0.0', 8],
  ['169.254.0.0', 16],
  ['172.16.0.0', 12],
  ['192.0.0.0', 24],
  ['192.0.2.0', 24],
  ['192.88.99.0', 24],
  ['192.168.0.0', 16],
  ['198.18.0.0', 15],
  ['198.51.100.0', 24],
  ['203.0.113.0', 24],
  ['224.0.0.0', 3],
];
/** Clouds answer with credentials at these although they lie in a public range. */
const METADATA = ['168.63.129.16'];

const blocked = new BlockList();
for (const [net, bits] of NOT_PUBLIC_4) blocked.addSubnet(net, bits, 'ipv4');
for (const address of METADATA) blocked.addAddress(address, 'ipv4');
// Within 2000::/3, the global unicast addresses: tunnels that carry an IPv4 address, and documentation.
blocked.addSubnet('2001::', 23, 'ipv6');
blocked.addSubnet('2001:db8::', 32, 'ipv6');
blocked.addSubnet('2002::', 16, 'ipv6');
blocked.addSubnet('3fff::', 20, 'ipv6');
const globalUnicast = new BlockList();
globalUnicast.addSubnet('2000::', 3, 'ipv6');

/** Whether an IP address, as text without brackets, is one of the public internet. */
export function isPublicAddress(address: string): boolean {
  if (isIP(address) === 0) return false;
  if (!isIPv6(address)) return !blocked.check(address, 'ipv4');
  // All else in IPv6 is local, mapped or translated: 2000::/3 is the only part that is routed.
  return globalUnicast.check(address, 'ipv6') && !blocked.check(address, 'ipv6');
}
