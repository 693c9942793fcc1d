import { expect, test } from 'vitest';
import {
  checkBaseUrl,
  guardedLookup,
  isMetadataHost,
} from '../../../electron/server/gateway/providers/base-url.ts';

test.each([
  'http://169.254.169.254/',
  'http://2852039166/',
  'http://0xa9fea9fe/',
  'http://169.254.169.254.:80/',
  'http://[::ffff:169.254.169.254]/',
  'http://[64:ff9b::169.254.169.254]/',
  'http://[fd00:ec2::254]/',
  'http://[fe80::1]/',
  'http://metadata.google.internal./',
  'http://METADATA.goog/',
  'http://100.100.100.200/',
])('%s is a metadata address, however it is written', (address) => {
  expect(() => checkBaseUrl(address)).toThrow(expect.objectContaining({ code: 'bad_input' }));
});

test.each(['localhost', '127.0.0.1', '[::1]', '10.0.0.7', 'api.example.com', '[fd12::1]'])(
  '%s is an address like any other',
  (host) => {
    expect(isMetadataHost(host)).toBe(false);
  },
);

test.each([
  ['169.254.169.254', 'EMETADATA'],
  ['fd00:ec2::254', 'EMETADATA'],
  ['127.0.0.1', null],
])('a connection to a name that leads to %s is %s', async (address, code) => {
  for (const all of [true, false]) {
    const error = await new Promise<NodeJS.ErrnoException | null>((resolve) =>
      guardedLookup(address, { all }, resolve),
    );
    expect(error?.code ?? null).toBe(code);
  }
});
