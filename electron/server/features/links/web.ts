import { lookup } from 'node:dns/promises';
import net from 'node:net';

/** What the look-up of a page needs of the network; tests give their own. */
export interface Web {
  /** Every address of a name. */
  resolve(hostname: string): Promise<string[]>;
  /** Begins a connection to an address, which was checked. */
  connect(address: string, port: number): net.Socket;
}

/** The network of this machine. */
export const systemWeb: Web = {
  resolve: async (hostname) => (await lookup(hostname, { all: true })).map(({ address }) => address),
  connect: (host, port) => net.connect({ host, port }),
};
