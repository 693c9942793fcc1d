import { expect, test } from 'vitest';
import { guessKind, guessTitle, urlKey } from '../../../../electron/shared/reading-url.ts';

test.each([
  ['https://www.example.org/post/?utm_source=news&b=2&a=1#top', 'http://example.org/post?a=1&b=2'],
  ['https://arxiv.org/pdf/2312.10997v5.pdf', 'https://arxiv.org/abs/2312.10997'],
  ['https://arxiv.org/html/2312.10997v2', 'https://arxiv.org/abs/2312.10997'],
  ['https://youtu.be/abc_123?si=x', 'https://www.youtube.com/watch?v=abc_123&feature=share'],
])('%s is the same text as %s', (one, other) => {
  expect(urlKey(one)).toBe(urlKey(other));
});

test.each([
  ['https://example.org/a', 'https://example.org/b'],
  ['https://example.org/p?id=1', 'https://example.org/p?id=2'],
  ['https://example.org/', 'https://example.com/'],
  ['https://example.org:8443/a', 'https://example.org/a'],
])('%s is another text than %s', (one, other) => {
  expect(urlKey(one)).not.toBe(urlKey(other));
});

test.each([
  ['https://arxiv.org/abs/2312.10997', 'paper', '2312.10997 (arxiv.org)'],
  ['https://example.org/files/attention.pdf', 'paper', 'Attention'],
  ['https://www.youtube.com/watch?v=abc', 'video', 'youtube.com'],
  ['https://docs.example.org/guide/tool-use', 'docs', 'Tool use'],
  ['https://www.example.org/engineering/building-effective-agents', 'post', 'Building effective agents'],
  ['https://example.org/%E0%A4%A', 'post', '%E0%A4%A (example.org)'],
  ['https://example.org', 'post', 'example.org'],
])('%s looks like a %s called %j', (url, kind, title) => {
  expect([guessKind(url), guessTitle(url)]).toEqual([kind, title]);
});
