import Lightbulb from 'lucide-react/icons/lightbulb';
import type { LabLanguage, LabReport, LabStep, OpenLab } from '../../../electron/shared/labs.ts';
import type { Language } from '../../../electron/shared/settings.ts';
import { explain } from '../../api/explain.ts';
import { MOD } from '../../app/shortcuts.ts';
import { Button, cx } from '../../ui/index.ts';
import { duration, money } from '../models/amounts.ts';
import { isWhole } from './compare.ts';
import { titleOfModel } from './model-name.ts';
import { AfterPass } from './results/after-pass.tsx';
import { useLanguages } from './use-languages.ts';
import styles from './verdict.module.css';
import type { RunState } from './run-state.ts';

interface VerdictProps {
  lab: OpenLab;
  run: RunState;
  onSelectStep: (step: string) => void;
  onHint: (step: string) => void;
  onVerify: (model: string) => void;
  onCompare: () => void;
  onLanguage: (language: Language) => void;
}

/** The verdict in a sentence, announced when it comes, and what to do next. */
export function Verdict({ lab, run, onSelectStep, onHint, onVerify, onCompare, onLanguage }: VerdictProps) {
  const { title, detail, tone } = describeRun(lab, run);
  const other = useWayOut(lab, run);
  const report = run.phase === 'idle' && !run.stopped && !run.error ? run.report : null;
  const failed = report?.status === 'fail' ? failedStep(lab, report) : undefined;
  return (
    <div className={cx(styles.verdict, styles[tone], isWaiting(run) && styles.waiting)}>
      <div role="status" aria-live="polite">
        <h2>{title}</h2>
        <p>{detail}</p>
        <Apart paths={run.apart} />
      </div>
      {failed && failed.revealed.length < failed.hints && (
        <Button
          size="sm"
          onClick={() => {
            onSelectStep(failed.id);
            onHint(failed.id);
          }}
        >
          <Lightbulb />
          {failed.revealed.length === 0 ? 'Show a hint' : 'Show the next hint'}
        </Button>
      )}
      {other && (
        <Button size="sm" onClick={() => onLanguage(other.id)}>
          Work in {other.title} instead
        </Button>
      )}
      {report?.status === 'pass' && (
        <AfterPass
          lab={lab}
          report={report}
          onStep={onSelectStep}
          onVerify={onVerify}
          onCompare={onCompare}
        />
      )}
    </div>
  );
}

/** Says which text was taken of files that changed in two places, so that nobody wonders about the verdict. */
function Apart({ paths }: { paths: readonly string[] }) {
  if (paths.length === 0) return null;
  return (
    <p className={styles.apart}>
      This is about {paths.join(', ')} as on the disk, without what you typed here. Choose above the editor
      which text stays.
    </p>
  );
}

/**
 * The language to go on in when this one's tools are not there: the check, or the refused run, says why and what to do
 * about it.
 */
function useWayOut({ lab, language }: OpenLab, { phase, report, error }: RunState): LabLanguage | undefined {
  const { languages } = useLanguages();
  const own = languages.find(({ id }) => id === language);
  if (!own || own.isIncluded || phase !== 'idle') return undefined;
  const failed = (report?.checks ?? []).filter(({ status }) => status === 'error');
  const said = error ? [explain(error).message] : failed.map(({ message }) => message);
  if (!said.some((message) => message.includes(own.title))) return undefined;
  return languages.find(({ id, isIncluded }) => isIncluded && lab.languages.includes(id));
}

/** Something is on its way; a program that runs may run for long, and nobody waits for it. */
const isWaiting = ({ phase, url }: RunState): boolean =>
  phase === 'checking' || (phase === 'running' && url === null);

interface Description {
  title: string;
  detail: string;
  tone: 'idle' | 'busy' | 'pass' | 'fail' | 'error';
}

function describeRun(lab: OpenLab, run: RunState): Description {
  if (run.phase === 'checking') {
    const done = run.checks.length;
    return {
      title: run.setup ? 'Getting ready' : 'Checking',
      detail:
        run.setup ??
        (done === 0 ? 'Your program is starting.' : `${done} ${done === 1 ? 'check' : 'checks'} done.`),
      tone: 'busy',
    };
  }
  if (run.phase === 'running') {
    const detail = run.url
      ? `Your program answers at ${run.url} until you stop it.`
      : (run.setup ?? 'Your program is starting.');
    return { title: run.setup && !run.url ? 'Getting ready' : 'Running', detail, tone: 'busy' };
  }
  if (run.stopped)
    return { title: 'Stopped', detail: 'Nothing was judged. Check again when you like.', tone: 'idle' };
  if (run.error) {
    return run.step === null
      ? { title: 'Not started', detail: 'Your program did not run. See why below.', tone: 'error' }
      : { title: 'Not checked', detail: 'Your code was not judged. See why below.', tone: 'error' };
  }
  if (!run.report) {
    const what = isWhole(lab) ? 'all steps again' : 'the step';
    return { title: 'Ready to check', detail: `${MOD}+Enter checks ${what}.`, tone: 'idle' };
  }
  return describeReport(lab, run.report);
}

function describeReport(lab: OpenLab, report: LabReport): Description {
  const failed = report.checks.filter(({ status }) => status === 'fail').length;
  const all = report.checks.length;
  if (report.status === 'pass') {
    return {
      title: isWhole(lab) ? 'Passed: the whole lab' : 'Passed',
      detail: `${verification(report)} in ${duration(report.durationMs)}, cost ${money(report.costUsd)}.`,
      tone: 'pass',
    };
  }
  if (report.status === 'fail') {
    return { title: 'Not yet', detail: `${failed} of ${all} checks failed.`, tone: 'fail' };
  }
  return {
    title: 'Could not check',
    detail: 'This is not about your code. See the message below.',
    tone: 'error',
  };
}

/** "Verified with" says that a real model answered; "Works" that the answers were scripted. */
function verification(report: LabReport): string {
  return report.live && report.model
    ? `Verified with ${titleOfModel(report.model)}`
    : 'Works, with scripted answers,';
}

function failedStep(lab: OpenLab, report: LabReport): LabStep | undefined {
  const id = report.checks.find(({ status }) => status === 'fail')?.step ?? report.step;
  return lab.steps.find((step) => step.id === id);
}
