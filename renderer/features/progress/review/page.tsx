import ChevronLeft from 'lucide-react/icons/chevron-left';
import ChevronRight from 'lucide-react/icons/chevron-right';
import Copy from 'lucide-react/icons/copy';
import FileDown from 'lucide-react/icons/file-down';
import Printer from 'lucide-react/icons/printer';
import { useLocation, useParams } from 'wouter';
import { reviewMarkdown } from '../../../../electron/shared/review-markdown.ts';
import type { ReviewView } from '../../../../electron/shared/review.ts';
import { formatDate } from '../../../../electron/shared/time.ts';
import { useData } from '../../../api/queries.ts';
import { saveFile } from '../../../parts/picture-file.ts';
import { Button, ErrorNote, IconButton, Page, Segmented, Skeleton, useToasts } from '../../../ui/index.ts';
import { ProgressTabs } from '../tabs.tsx';
import { OwnWords } from './own-words.tsx';
import styles from './review.module.css';
import { DoneCard, LearnedCard, NextCard, SpentCard } from './sections.tsx';

const KINDS = [
  { value: 'week', label: 'Week' },
  { value: 'month', label: 'Month' },
] as const;

/** A week or a month looked back on: on screen, as markdown, on paper. */
export default function ReviewPage() {
  const { period } = useParams<{ period?: string }>();
  const { data, error, refetch } = useData(
    'review',
    'get',
    period === undefined ? { kind: 'week' } : period === 'month' ? { kind: 'month' } : { period },
  );
  // While another period loads, the data are still those of the last one.
  const isWanted = (shown: string): boolean =>
    period === undefined || period === 'month'
      ? shown.startsWith('week-') === (period === undefined)
      : shown === period;
  const isShown = data && isWanted(data.period);
  return (
    <Page title="Progress" lead="Look back, keep what you learned, and choose what is next.">
      <ProgressTabs />
      <ErrorNote error={error} retry={() => void refetch()} />
      {!isShown && !error && <Skeleton height={520} />}
      {isShown && <Review key={data.period} view={data} />}
    </Page>
  );
}

function Review({ view }: { view: ReviewView }) {
  return (
    <article className={styles.review} aria-labelledby="review-title">
      <Head view={view} />
      <OwnWords view={view} />
      <div className={styles.cards}>
        <DoneCard view={view} />
        <div className="stack">
          <LearnedCard view={view} />
          <NextCard view={view} />
        </div>
      </div>
      <SpentCard view={view} />
    </article>
  );
}

function Head({ view }: { view: ReviewView }) {
  const [, go] = useLocation();
  const { name, facts, period, previousPeriod, nextPeriod, isOver } = view;
  const kind = period.startsWith('week-') ? 'week' : 'month';
  const open = (to: string): void => go(`/progress/review/${to}`);
  return (
    <header className={styles.head}>
      <div>
        <h2 id="review-title">{name.charAt(0).toUpperCase() + name.slice(1)}</h2>
        <p className="muted">
          {formatDate(facts.from)} to {formatDate(facts.to)}
          {!isOver && ', so far'}
        </p>
      </div>
      <div className={styles.tools}>
        <Segmented
          label="Length of the review"
          value={kind}
          options={KINDS}
          onChange={(value) => go(value === 'week' ? '/progress/review' : '/progress/review/month')}
        />
        <IconButton label={`The ${kind} before`} onClick={() => open(previousPeriod)}>
          <ChevronLeft />
        </IconButton>
        <IconButton
          label={`The ${kind} after`}
          disabled={nextPeriod === null}
          onClick={() => nextPeriod && open(nextPeriod)}
        >
          <ChevronRight />
        </IconButton>
        <Out view={view} />
      </div>
    </header>
  );
}

/** Takes the review out of Cairn. */
function Out({ view }: { view: ReviewView }) {
  const toasts = useToasts();
  const copy = (): void =>
    void navigator.clipboard.writeText(reviewMarkdown(view)).then(
      () => toasts.show('Copied as markdown.'),
      () => toasts.show('The clipboard is not available here.', { hint: 'Download the file instead.' }),
    );
  const download = (): void =>
    saveFile(new Blob([reviewMarkdown(view)], { type: 'text/markdown' }), `review-${view.period}.md`);
  return (
    <>
      <Button onClick={copy}>
        <Copy aria-hidden="true" />
        Copy
      </Button>
      <Button onClick={download}>
        <FileDown aria-hidden="true" />
        Markdown
      </Button>
      <Button onClick={() => print()}>
        <Printer aria-hidden="true" />
        Print or PDF
      </Button>
    </>
  );
}
