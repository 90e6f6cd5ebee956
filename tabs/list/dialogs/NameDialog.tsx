// Names a list, new or known. A failure keeps what was typed and says why.
import {
  Button,
  Dialog,
  DialogActions,
  DialogBody,
  DialogContent,
  DialogSurface,
  DialogTitle,
  Field,
  Input,
} from '@fluentui/react-components';
import { type FormEvent, useState } from 'react';
import { limits } from '../../../api/contract/limits';
import { useWords } from '../../i18n/useWords';
import { type AnyProblem, toProblem } from '../../net/problem';
import { Failure } from '../../ui/Failure';

export interface NameDialogProps {
  readonly title: string;
  readonly action: string;
  readonly name: string;
  readonly isOpen: boolean;
  readonly onSave: (name: string) => Promise<void>;
  readonly onClose: () => void;
}

export function NameDialog({ title, action, name: before, isOpen, onSave, onClose }: NameDialogProps) {
  const { t } = useWords();
  const [name, setName] = useState(before);
  const [problem, setProblem] = useState<AnyProblem>();
  const [isSaving, setSaving] = useState(false);
  const [hasTried, setTried] = useState(false);
  const trimmed = name.trim();
  const fault = toFault(trimmed);
  const save = (event: FormEvent) => {
    event.preventDefault();
    setTried(true);
    if (fault || isSaving) return;
    setSaving(true);
    setProblem(undefined);
    onSave(trimmed).then(onClose, (error: unknown) => {
      setProblem(toProblem(error));
      setSaving(false);
    });
  };
  const showsFault = fault === 'tooLong' || (hasTried && fault === 'missing');
  return (
    <Dialog open={isOpen} onOpenChange={(_event, data) => !data.open && onClose()}>
      <DialogSurface>
        <form onSubmit={save} noValidate>
          <DialogBody>
            <DialogTitle>{title}</DialogTitle>
            <DialogContent>
              <Field
                label={t('list.name.label')}
                required
                {...(showsFault
                  ? { validationMessage: t(`list.name.${fault}`, { max: limits.listName }) }
                  : {})}
              >
                <Input value={name} autoFocus onChange={(_event, data) => setName(data.value)} />
              </Field>
              {problem && <Failure problem={problem} />}
              <OtherName problem={problem} />
            </DialogContent>
            <DialogActions>
              <Button onClick={onClose}>{t('app.cancel')}</Button>
              <Button type="submit" appearance="primary" disabledFocusable={isSaving}>
                {action}
              </Button>
            </DialogActions>
          </DialogBody>
        </form>
      </DialogSurface>
    </Dialog>
  );
}

function toFault(name: string): 'missing' | 'tooLong' | undefined {
  if (name === '') return 'missing';
  return name.length > limits.listName ? 'tooLong' : undefined;
}

/** Somebody renamed the list meanwhile: their name, beside mine, which still stands in the box. */
function OtherName({ problem }: { readonly problem: AnyProblem | undefined }) {
  const { t } = useWords();
  const current = problem?.code === 'changed_meanwhile' ? problem.current : undefined;
  if (typeof current !== 'object' || current === null || !('name' in current)) return null;
  return <p>{t('list.name.now', { name: String(current.name) })}</p>;
}
