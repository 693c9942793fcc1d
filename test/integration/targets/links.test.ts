import { once } from 'node:events';
import { createServer, type RequestListener, type Server } from 'node:http';
import net, { type AddressInfo } from 'node:net';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { createTestApp, type TestApp } from '../../support/app.ts';

const PUBLIC = '93.184.215.14';
let server: Server;
let answer: RequestListener;
let app: TestApp;
let targetId: string;
let names: Record<string, string[]>;
let connected: string[];

beforeEach(async () => {
  answer = (_, response) => page(response, '<title>Add retries &amp; a timeout</title>');
  server = createServer((request, response) => answer(request, response)).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  names = { 'example.org': [PUBLIC] };
  connected = [];
  app = await createTestApp({
    web: {
      resolve: async (name) => names[name] ?? [],
      // The whole internet is one local server; the address that would have been asked is noted.
      connect: (address, wanted) => {
        connected.push(`${address}:${wanted}`);
        return net.connect({ host: '127.0.0.1', port });
      },
    },
  });
  targetId = app.services.curriculum.get().paths[0]!.phases[0]!.targets[0]!.id;
});
afterEach(async () => {
  await app.close();
  server.closeAllConnections();
  server.close();
});

const page = (response: Parameters<RequestListener>[1], html: string | Buffer, head = {}): void =>
  void response.writeHead(200, { 'content-type': 'text/html; charset=utf-8', ...head }).end(html);

/** Adds a link and asks for its title until that is answered. */
async function titleOf(value: string): Promise<string | undefined> {
  const { id } = await app.client.targets.addEvidence.mutate({ kind: 'link', targetId, value });
  await app.client.targets.lookUpTitle.mutate({ id });
  return app.services.targets.get(targetId).evidence[0]!.details?.title;
}

describe('a link', () => {
  test('is shown with the title of its page, without anything of the person going along', async () => {
    let seen: unknown;
    answer = (request, response) => {
      const { host, cookie, authorization, referer } = request.headers;
      seen = { url: request.url, host, cookie, authorization, referer };
      page(response, '<html><head><TITLE lang="en">\n  Add retries &amp; a&#32;timeout\n</TITLE>');
    };
    expect(await titleOf('http://me:secret@example.org/pull/7?x=1')).toBe('Add retries & a timeout');
    expect(seen).toEqual({ url: '/pull/7?x=1', host: 'example.org' });
    expect(connected[0]).toBe(`${PUBLIC}:80`);
  });

  test('follows redirects, each to an address that was checked', async () => {
    names['b.example.org'] = ['93.184.215.15'];
    answer = (request, response) =>
      request.headers.host === 'example.org'
        ? void response.writeHead(302, { location: 'http://b.example.org:8080/x' }).end()
        : page(response, '<title>Moved</title>');
    expect(await titleOf('http://example.org/')).toBe('Moved');
    expect(new Set(connected)).toEqual(new Set([`${PUBLIC}:80`, '93.184.215.15:8080']));
  });

  test.each([
    'http://127.0.0.1/',
    'http://localhost/',
    'http://2130706433/',
    'http://0x7f.1/',
    'http://[::1]/',
    'http://[::ffff:10.0.0.1]/',
    'http://10.1.2.3/',
    'http://169.254.169.254/latest/meta-data',
    'http://192.168.0.1/',
    'http://[fd00::1]/',
    'http://[fe80::1]/',
    'http://[64:ff9b::a00:1]/',
    'http://[2002:a00:1::]/',
    'http://100.64.0.1/',
    'http://0.0.0.0/',
    'http://mixed.example.org/',
  ])('to %s asks nobody', async (address) => {
    names['localhost'] = ['127.0.0.1'];
    names['mixed.example.org'] = [PUBLIC, '10.0.0.1'];
    expect(await titleOf(address)).toBeUndefined();
    expect(connected).toEqual([]);
  });

  test.each(['http://127.0.0.1/admin', 'http://rebound.example.org/', 'file:///etc/passwd', 'javascript:1'])(
    'is not followed into %s',
    async (location) => {
      names['rebound.example.org'] = ['192.168.1.1'];
      answer = (_, response) => void response.writeHead(302, { location }).end('<title>no</title>');
      expect(await titleOf('http://example.org/')).toBeUndefined();
      expect(new Set(connected)).toEqual(new Set([`${PUBLIC}:80`]));
    },
  );

  test('whose name leads elsewhere at the second look is asked only where it was checked', async () => {
    let asked = 0;
    names = new Proxy({}, { get: () => ((asked += 1) % 2 === 1 ? [PUBLIC] : ['127.0.0.1']) });
    const { id } = await app.client.targets.addEvidence.mutate({ kind: 'note', targetId, value: 'x' });
    await app.client.targets.removeEvidence.mutate({ id });
    await titleOf('http://rebind.example.org/');
    expect(new Set(connected)).toEqual(new Set([`${PUBLIC}:80`]));
  });

  test.each<[string, RequestListener]>([
    ['a page that goes round in circles', (_, r) => void r.writeHead(302, { location: '/again' }).end()],
    [
      'a page that is not there',
      (_, r) => void r.writeHead(404, { 'content-type': 'text/html' }).end('<title>404</title>'),
    ],
    [
      'a file that is no page',
      (_, r) => void r.writeHead(200, { 'content-type': 'application/pdf' }).end('<title>x</title>'),
    ],
    ['a page without a title', (_, r) => page(r, '<h1>hi</h1>')],
    ['a title behind 256 kB', (_, r) => page(r, `${' '.repeat(300_000)}<title>late</title>`)],
    ['an answer that breaks off', (_, r) => void r.destroy()],
    ['an answer that is no HTTP', (_, r) => void r.socket?.end('hello\r\n\r\n')],
  ])('keeps its address as its name for %s', async (_, listener) => {
    answer = listener;
    expect(await titleOf('http://example.org/')).toBeUndefined();
    expect(app.services.targets.get(targetId).evidence[0]).toMatchObject({ value: 'http://example.org/' });
  });

  test('has a title of one line, cut, without what turns text around', async () => {
    answer = (_, response) => page(response, `<title>&lt;b&gt;a\u202Eb\n c&#x202e;${'é'.repeat(10_000_000)}`);
    const title = (await titleOf('http://example.org/'))!;
    expect([title.slice(0, 9), title.length, title.endsWith('…')]).toEqual(['<b>ab céé', 200, true]);
  });

  test('is not asked when that is switched off', async () => {
    await app.client.settings.set.mutate({ linkTitles: false });
    expect(await titleOf('http://example.org/')).toBeUndefined();
    expect(connected).toEqual([]);
  });

  test.each(['javascript:alert(1)', 'file:///etc/passwd', 'data:text/html,x', 'ftp://example.org/'])(
    'is refused as %s',
    async (value) => {
      await expect(app.client.targets.addEvidence.mutate({ kind: 'link', targetId, value })).rejects.toThrow(
        /https/,
      );
    },
  );
});

test('a look-up that hangs ends with the app', async () => {
  answer = () => {};
  const { id } = await app.client.targets.addEvidence.mutate({
    kind: 'link',
    targetId,
    value: 'http://example.org/',
  });
  const title = app.services.targets.lookUpTitle(id);
  await once(server, 'request');
  await app.services.close();
  expect(await title).toBe(false);
});
