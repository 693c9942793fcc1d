import { factLines } from './note-templates.ts';
import { plain } from './plain-markdown.ts';
import type { ReviewView } from './review.ts';
import { formatDate, formatDuration } from './time.ts';

const NOTE_KINDS: Record<ReviewView['notes'][number]['kind'], string> = {
  'teach-note': 'Teach-note',
  course: 'Course',
  talk: 'Talk',
  free: 'Note',
};

/** How the hours stand to the plan, in words that do not judge. */
export function standingLine({ facts, due, before, isOver, period }: ReviewView): string {
  const done = formatDuration(facts.seconds);
  const plan = due === null || due === 0 ? '' : ` of ${formatDuration(due)} planned`;
  const earlier = `the ${period.startsWith('week-') ? 'week' : 'month'} before`;
  const than = isOver ? earlier : `the same days of ${earlier}`;
  const change = facts.seconds - before;
  const compared =
    before === 0 || change === 0
      ? ''
      : `, ${formatDuration(Math.abs(change))} ${change > 0 ? 'more' : 'less'} than in ${than}`;
  return `${done}${plan}${compared}`;
}

/** Tokens for people: "1,234", "12.3k", "4.5M". */
export function showTokens(count: number): string {
  if (count < 10_000) return count.toLocaleString('en-GB');
  return count < 1e6 ? `${(count / 1e3).toFixed(1)}k` : `${(count / 1e6).toFixed(1)}M`;
}

/** What calls cost: dollars, or that it is not known, which is not nothing. */
export function showCost(costUsd: number | null): string {
  if (costUsd === null) return 'cost unknown';
  return costUsd > 0 && costUsd < 0.01 ? 'less than $0.01' : `$${costUsd.toFixed(2)}`;
}

const section = (title: string, lines: readonly string[]): string[] =>
  lines.length > 0 ? [`## ${title}`, '', ...lines, ''] : [];

/** A review as markdown, to keep beside other notes or to send. */
export function reviewMarkdown(view: ReviewView): string {
  const { facts, days, sessions, activities, highlights, notes, levels, models } = view;
  const kinds = activities.map(({ activity, seconds }) => `${activity} ${formatDuration(seconds)}`);
  return [
    `# Review, ${view.name}`,
    '',
    ...(view.words?.body.trim() ? [view.words.body.trim(), ''] : []),
    ...section('Done', [
      `- ${standingLine(view)}`,
      ...(sessions > 0
        ? [
            `- ${sessions} ${sessions === 1 ? 'session' : 'sessions'} on ${days} ${days === 1 ? 'day' : 'days'}: ${kinds.join(', ')}`,
          ]
        : []),
      ...factLines({ ...facts, calls: 0, reading: [] }),
      ...highlights.map(
        ({ date, seconds, note }) =>
          `- ${formatDate(date)}, ${formatDuration(seconds)}: ${plain(note.trim().split('\n', 1)[0]!)}`,
      ),
    ]),
    ...section('Learned', [
      ...levels.map(
        ({ skill, level, on }) => `- ${plain(skill)} reached level ${level} on ${formatDate(on)}`,
      ),
      ...notes.map(
        ({ kind, title, finished }) =>
          `- ${NOTE_KINDS[kind]}${finished ? '' : ', a draft'}: ${plain(title || 'untitled')}`,
      ),
      ...(facts.reading.length > 0
        ? factLines({ ...facts, seconds: 0, skills: [], labs: [], targets: [], evidence: [], calls: 0 })
        : []),
    ]),
    ...section(
      'Spent',
      models.map(
        ({ model, calls, inputTokens, outputTokens, costUsd }) =>
          `- ${plain(model)}: ${calls} ${calls === 1 ? 'call' : 'calls'}, ${showTokens(inputTokens)} tokens in, ${showTokens(outputTokens)} out, ${showCost(costUsd)}`,
      ),
    ),
    ...section('Next', [
      ...view.next.map(({ title, reason }) => `- ${plain(title)}. ${plain(reason)}`),
      ...view.atRisk.map(
        ({ title, dueOn }) => `- May come late: ${plain(title)}, planned for ${formatDate(dueOn)}`,
      ),
      ...view.upcoming.map(({ title, when }) => `- ${plain(title)}${when ? `, ${when}` : ''}`),
    ]),
  ]
    .join('\n')
    .trimEnd()
    .concat('\n');
}
