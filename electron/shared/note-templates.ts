import type { NoteKind, WeekFacts } from './notes.ts';
import { plain } from './plain-markdown.ts';
import { formatDate, formatDuration } from './time.ts';

function readingLine({ title, url, read, takeaways }: WeekFacts['reading'][number]): string {
  // Round brackets would end the link.
  const name = url ? `[${plain(title)}](${url.replaceAll('(', '%28').replaceAll(')', '%29')})` : plain(title);
  const [first] = takeaways.trim().split('\n');
  return `- ${read ? 'Read' : 'Reading'}: ${name}${first ? `. ${plain(first)}` : ''}`;
}

function money({ calls, costUsd, unpriced }: WeekFacts): string {
  const known = costUsd > 0 && costUsd < 0.01 ? 'less than $0.01' : `$${costUsd.toFixed(2)}`;
  const rest = unpriced > 0 ? `, and ${unpriced} without a known price` : '';
  return `- Models: ${calls} ${calls === 1 ? 'call' : 'calls'}, ${known}${rest}`;
}

/** The facts of a week as a markdown list. A week without any says so in one line. */
export function factLines(facts: WeekFacts): string[] {
  const skills = facts.skills
    .map(({ title, seconds }) => `${plain(title)} ${formatDuration(seconds)}`)
    .join(', ');
  const lines = [
    ...(facts.seconds > 0
      ? [`- Practice: ${formatDuration(facts.seconds)}${skills ? ` (${skills})` : ''}`]
      : []),
    ...facts.labs.map(
      ({ title, steps }) => `- Lab: ${plain(title)}, ${steps === 1 ? '1 step' : `${steps} steps`} passed`,
    ),
    ...facts.targets.map((title) => `- Target done: ${plain(title)}`),
    ...facts.evidence.map(({ target, value }) => `- Evidence for ${plain(target)}: ${value}`),
    ...facts.reading.map(readingLine),
    ...(facts.calls > 0 ? [money(facts)] : []),
  ];
  return lines.length > 0 ? lines : ['- Nothing is logged for this week yet.'];
}

const TITLES: Record<NoteKind, (facts: WeekFacts) => string> = {
  'teach-note': ({ from, to }) => `What I learned, ${formatDate(from)} to ${formatDate(to)}`,
  course: () => '',
  talk: () => '',
  free: () => '',
};

const BODIES: Record<NoteKind, (facts: WeekFacts) => string[]> = {
  'teach-note': (facts) => [
    '## One thing worth knowing',
    '',
    '',
    '## How I found it out',
    '',
    '',
    '## Try it yourself',
    '',
    '',
    '## My week in facts',
    '',
    ...factLines(facts),
  ],
  course: () => [
    '## What I learned',
    '',
    '- ',
    '',
    '## What I will use at work',
    '',
    '- ',
    '',
    '## Still open',
    '',
    '- ',
  ],
  talk: () => [
    '## Who it is for, and what they know already',
    '',
    '',
    '## The one thing to remember',
    '',
    '',
    '## Outline',
    '',
    '1. The problem',
    '2. What we tried',
    '3. What worked, with figures',
    '4. What to do on Monday',
    '',
    '## Questions I expect',
    '',
    '- ',
  ],
  free: () => [],
};

/** How a new note of a kind begins. */
export function noteTemplate(kind: NoteKind, facts: WeekFacts): { title: string; body: string } {
  const body = BODIES[kind](facts).join('\n');
  return { title: TITLES[kind](facts), body: body && `${body}\n` };
}
