import { expect, test } from 'vitest';
import { readCall } from '../../../../renderer/features/traces/messages/read.ts';
import { findPassages } from '../../../../renderer/features/traces/passages/find.ts';

const DOC = 'Refunds take five working days. Gift cards are never refunded. Ask Ana.';

function find(content: unknown[], answer: unknown[]) {
  const request = JSON.stringify({ system: 'You are a clerk.', messages: [{ role: 'user', content }] });
  const response = JSON.stringify({ type: 'message', role: 'assistant', content: answer });
  const found = findPassages(readCall({ request, response }, 'anthropic').exchange);
  const texts = found.links.map((link) => ({
    how: link.how,
    answer: found.answer.slice(...link.answer),
    title: found.sources.find(({ id }) => id === link.source)!.title,
    passage: found.sources.find(({ id }) => id === link.source)!.text.slice(...link.passage),
  }));
  return { ...found, texts };
}

const document = { type: 'document', title: 'Policy', source: { type: 'text', data: DOC } };

test('a citation leads to exactly the characters that it names', () => {
  const cited_text = 'Gift cards are never refunded.';
  const from = DOC.indexOf(cited_text);
  const citation = {
    type: 'char_location',
    cited_text,
    document_index: 0,
    start_char_index: from,
    end_char_index: from + cited_text.length,
  };
  const { texts, broken } = find(
    [document],
    [
      { type: 'text', text: 'In short: ' },
      { type: 'text', text: 'no money for gift cards.', citations: [citation] },
    ],
  );
  expect(texts).toEqual([
    { how: 'cited', answer: 'no money for gift cards.', title: 'Document: Policy', passage: cited_text },
  ]);
  expect(broken).toEqual([]);
});

test('a citation of a search result leads to its block', () => {
  const result = {
    type: 'search_result',
    title: 'FAQ',
    source: 'https://example.com/faq',
    content: [
      { type: 'text', text: 'First block.' },
      { type: 'text', text: 'Second block.' },
    ],
  };
  const citation = {
    type: 'search_result_location',
    search_result_index: 0,
    start_block_index: 1,
    end_block_index: 2,
    cited_text: 'Second block.',
  };
  const { texts } = find([result], [{ type: 'text', text: 'Yes.', citations: [citation] }]);
  expect(texts).toMatchObject([{ how: 'cited', title: 'Search result: FAQ', passage: 'Second block.' }]);
});

test('a citation of what was never sent, or of words that are not there, is told as broken', () => {
  const at = { type: 'char_location', start_char_index: 0, end_char_index: 4 };
  const { links, broken } = find(
    [document],
    [
      { type: 'text', text: 'A.', citations: [{ ...at, document_index: 7, cited_text: 'x' }] },
      { type: 'text', text: 'B.', citations: [{ ...at, document_index: 0, cited_text: 'Not in it' }] },
    ],
  );
  expect(links).toEqual([]);
  expect(broken.map(({ reason }) => reason)).toEqual([
    'It points at document 8, which was not sent.',
    'The words that it cites are not in “Document: Policy”.',
  ]);
});

test('without citations the longest shared words and the numbers of tool results are a guess', () => {
  const { texts } = find(
    [
      { type: 'tool_result', tool_use_id: 't', content: '{"order":"INV-2041","total":129.5}' },
      { type: 'text', text: 'When do refunds take place?' },
      document,
    ],
    [{ type: 'text', text: 'Your order INV-2041 comes back: refunds take five working days, as always.' }],
  );
  expect(texts).toEqual([
    { how: 'guess', answer: 'INV-2041', title: 'Result of a tool', passage: 'INV-2041' },
    {
      how: 'guess',
      answer: 'refunds take five working days',
      title: 'Document: Policy',
      passage: 'Refunds take five working days',
    },
  ]);
});

test('words that nobody sent lead nowhere', () => {
  expect(find([document], [{ type: 'text', text: 'The weather is fine in Paris today.' }]).links).toEqual([]);
});
