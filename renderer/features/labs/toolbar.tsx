import CheckCheck from 'lucide-react/icons/check-check';
import Play from 'lucide-react/icons/play';
import Square from 'lucide-react/icons/square';
import { memo } from 'react';
import { Link } from 'wouter';
import type { OpenLab } from '../../../electron/shared/labs.ts';
import type { Language } from '../../../electron/shared/settings.ts';
import { MOD } from '../../app/shortcuts.ts';
import { Button, IconButton, Stones, Tooltip } from '../../ui/index.ts';
import { isWhole } from './compare.ts';
import { LabTime } from './lab-time.tsx';
import { LanguagePicker } from './language-picker.tsx';
import { ModelPicker } from './model-picker.tsx';
import { OpenMenu } from './open-menu.tsx';
import type { LabCommands, ModelChoice } from './use-lab-commands.ts';
import type { RunState } from './run-state.ts';
import styles from './workspace.module.css';

interface ToolbarProps {
  lab: OpenLab;
  phase: RunState['phase'];
  /** The step that "Check" checks. */
  current: string | null;
  commands: LabCommands;
  model: ModelChoice;
  onModel: (model: ModelChoice) => void;
  onLanguage: (language: Language) => void;
}

/** The lab's name and state, the model to check against, and what can be started or stopped. */
export const Toolbar = memo(function Toolbar({
  lab,
  phase,
  current,
  commands,
  model,
  onModel,
  onLanguage,
}: ToolbarProps) {
  const number = lab.steps.findIndex(({ id }) => id === current) + 1;
  const isPassed = isWhole(lab);
  const isIdle = phase === 'idle';
  return (
    <div className={styles.toolbar}>
      <div className={styles.name}>
        <Link href="/labs">Labs</Link>
        <span aria-hidden="true">/</span>
        <h1>{lab.lab.title}</h1>
        <Stones label="Steps passed" value={lab.lab.stepsPassed} max={lab.lab.steps} />
        <LabTime labId={lab.lab.id} />
      </div>
      <div className={styles.commands} role="group" aria-label="Run and check">
        <LanguagePicker lab={lab} onChange={onLanguage} />
        <OpenMenu lab={lab} />
        <ModelPicker value={model} onChange={onModel} />
        {isIdle ? (
          <IconButton label="Run your program" shortcut="F9" variant="secondary" onClick={commands.run}>
            <Play />
          </IconButton>
        ) : (
          <IconButton label="Stop" shortcut="Shift+F9" variant="danger" onClick={commands.stop}>
            <Square />
          </IconButton>
        )}
        {!isPassed && (
          <IconButton
            label="Check all steps"
            shortcut={`${MOD}+Shift+Enter`}
            variant="secondary"
            disabled={!isIdle}
            onClick={() => commands.check('all')}
          >
            <CheckCheck />
          </IconButton>
        )}
        <Tooltip
          content={isPassed ? 'Every step passes. Save and check them all again' : 'Save and check this step'}
          shortcut={`${MOD}+Enter`}
        >
          <Button
            variant={isPassed ? 'secondary' : 'primary'}
            className={styles.check}
            aria-disabled={!isIdle || !current}
            onClick={() => current && isIdle && commands.check(isPassed ? 'all' : current)}
          >
            {phase === 'checking' ? 'Checking' : isPassed ? 'Check all again' : `Check step ${number || 1}`}
          </Button>
        </Tooltip>
      </div>
    </div>
  );
});
