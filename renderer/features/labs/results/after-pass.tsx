import ArrowRight from 'lucide-react/icons/arrow-right';
import BadgeCheck from 'lucide-react/icons/badge-check';
import type { LabReport, OpenLab } from '../../../../electron/shared/labs.ts';
import { useData } from '../../../api/index.ts';
import { Button, ButtonLink, Menu } from '../../../ui/index.ts';
import { modelOptions } from '../../models/model-options.ts';
import { isSolved, isWhole } from '../compare.ts';
import { NextLabLink } from '../next-lab-link.tsx';
import styles from '../verdict.module.css';

interface AfterPassProps {
  lab: OpenLab;
  report: LabReport;
  onStep: (step: string) => void;
  /** Checks the same again on another model. */
  onVerify: (model: string) => void;
  /** Shows the file beside the reference. */
  onCompare: () => void;
}

/** What one can do after a pass: the next step or lab, another model, the reference beside one's own code. */
export function AfterPass({ lab, report, onStep, onVerify, onCompare }: AfterPassProps) {
  const index = lab.steps.findIndex(({ id }) => id === report.step);
  const next = lab.steps.slice(index + 1).find(({ status }) => status !== 'pass');
  return (
    <div className={styles.next}>
      {next && (
        <Button size="sm" variant="primary" onClick={() => onStep(next.id)}>
          Next: {next.title}
          <ArrowRight />
        </Button>
      )}
      {isWhole(lab) && <NextLabLink labId={lab.lab.id} size="sm" />}
      <VerifyMenu report={report} onVerify={onVerify} />
      {isSolved(lab) && (
        <Button size="sm" onClick={onCompare}>
          See the solution
        </Button>
      )}
    </div>
  );
}

/** The models that are ready and that this pass was not on. */
function VerifyMenu({ report, onVerify }: { report: LabReport; onVerify: (model: string) => void }) {
  const providers = useData('models', 'providers').data ?? [];
  const others = modelOptions(providers, report.model ?? '')
    .filter(({ ready }) => ready)
    .flatMap(({ models }) => models)
    .filter(({ ref }) => ref !== '' && ref !== report.model);
  if (others.length === 0) {
    return (
      <ButtonLink to="/models" size="sm">
        {report.live ? 'Connect another model' : 'Connect a model'}
      </ButtonLink>
    );
  }
  return (
    <Menu
      trigger={
        <Button size="sm">
          <BadgeCheck />
          {report.live ? 'Verify on another model' : 'Verify on a model'}
        </Button>
      }
      items={others.map(({ ref, title }) => ({ label: title, run: () => onVerify(ref) }))}
    />
  );
}
