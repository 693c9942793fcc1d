import { MAX_REVIEW_CHARS, type ReviewView } from '../../../../electron/shared/review.ts';
import { Button, Card, Markdown, Textarea } from '../../../ui/index.ts';
import styles from './review.module.css';
import { useReviewWords, type WordsState } from './use-review-words.ts';

/** What the person makes of the period, in their own words. On paper it is text, not a form. */
export function OwnWords({ view }: { view: ReviewView }) {
  const { body, state, send, change } = useReviewWords(view);
  return (
    <Card title="In your own words" actions={<SaveWord state={state} />}>
      <Textarea
        aria-label="In your own words"
        className={styles.words}
        rows={4}
        maxLength={MAX_REVIEW_CHARS}
        placeholder="What went well, what did not, what will you change? Three lines are enough."
        value={body}
        onChange={(event) => change(event.target.value)}
      />
      {body && (
        <div className={styles.printed}>
          <Markdown text={body} />
        </div>
      )}
      {state.is === 'changed-elsewhere' && (
        <div className={styles.elsewhere} role="alert">
          <p>Another window wrote this meanwhile. Yours is kept here until you choose.</p>
          <blockquote>{state.theirs || 'Nothing: it was emptied.'}</blockquote>
          <div className="row">
            <Button size="sm" variant="primary" onClick={() => void send()}>
              Keep mine
            </Button>
            <Button size="sm" onClick={() => change(state.theirs)}>
              Take the other
            </Button>
          </div>
        </div>
      )}
    </Card>
  );
}

function SaveWord({ state }: { state: WordsState }) {
  const words = {
    saved: 'Saved',
    typing: 'Saving…',
    refused: 'Not saved yet; kept in this window',
    'changed-elsewhere': 'Not saved',
  };
  return (
    <span className={styles.saved} role="status">
      {words[state.is]}
      {state.is === 'refused' && `: ${state.message}`}
    </span>
  );
}
