// Link, name, Connect, and the checks that follow. What was typed stays, whatever happens.
import {
  Button,
  Field,
  Input,
  MessageBar,
  MessageBarBody,
  makeStyles,
  tokens,
} from '@fluentui/react-components';
import { type FormEvent, type ReactNode, type RefObject, useEffect, useRef, useState } from 'react';
import { limits } from '../../../api/contract/limits';
import { useWords } from '../../i18n/useWords';
import { useSession } from '../../net/useSession';
import { Failure } from '../../ui/Failure';
import { CheckList } from './CheckList';
import { type ConnectRun, toShownChecks } from './connect-run';
import { OfferedLinks } from './OfferedLinks';
import { type ConnectInput, useConnect } from './useConnect';

const useStyles = makeStyles({
  root: { display: 'grid', rowGap: tokens.spacingVerticalXL },
  form: { display: 'grid', rowGap: tokens.spacingVerticalL },
  actions: { display: 'flex', flexWrap: 'wrap', gap: tokens.spacingHorizontalS },
});

export interface ConnectFormProps {
  readonly initial?: ConnectInput | undefined;
  /** Checks what is already connected, without waiting for a press. */
  readonly startsAtOnce?: boolean;
  /** What stands beside "Connect": a way back. */
  readonly back?: ReactNode;
  /** Pressed after success. */
  readonly done: { readonly label: string; readonly run: () => void };
}

export function ConnectForm({ initial, startsAtOnce = false, back, done }: ConnectFormProps) {
  const styles = useStyles();
  const { t } = useWords();
  const { session } = useSession();
  const { run, connect } = useConnect({ startWith: startsAtOnce ? initial : undefined });
  const [input, setInput] = useState<ConnectInput>(initial ?? { link: '', name: '' });
  const [isTried, setTried] = useState(startsAtOnce);
  const isRunning = run.kind === 'running';
  const link = input.link.trim();
  const name = input.name.trim();
  const form = useFocusIfLost(startsAtOnce ? '[type="submit"]' : 'input');
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setTried(true);
    if (link !== '' && name !== '' && !isRunning) connect({ link, name });
  };
  if (run.kind === 'connected') return <Connected run={run} done={done} />;
  return (
    <div className={styles.root}>
      <form ref={form} onSubmit={submit} className={styles.form} noValidate>
        <Field
          label={t('settings.connection.link')}
          hint={t('settings.connection.linkHint')}
          validationMessage={isTried && link === '' ? t('settings.connection.linkMissing') : null}
          required
        >
          <Input
            type="url"
            value={input.link}
            maxLength={limits.link}
            onChange={(_, { value }) => setInput({ ...input, link: value })}
            placeholder="https://"
            autoComplete="off"
            spellCheck={false}
          />
        </Field>
        <Field
          label={t('settings.connection.name')}
          hint={t('settings.connection.nameHint')}
          validationMessage={isTried && name === '' ? t('settings.connection.nameMissing') : null}
          required
        >
          <Input
            value={input.name}
            maxLength={limits.connectionName}
            onChange={(_, { value }) => setInput({ ...input, name: value })}
            autoComplete="off"
          />
        </Field>
        <div className={styles.actions}>
          <Button appearance="primary" type="submit" disabledFocusable={isRunning}>
            {t(isRunning ? 'settings.connection.connecting' : 'settings.connection.connect')}
          </Button>
          {back}
        </div>
      </form>
      {run.kind !== 'idle' && <CheckList checks={toShownChecks(run)} />}
      {run.kind === 'refused' && (
        <MessageBar intent="warning" layout="multiline">
          <MessageBarBody>{t('settings.connection.refused')}</MessageBarBody>
        </MessageBar>
      )}
      {run.kind === 'broken' && <Failure problem={run.problem} retry={() => connect({ link, name })} />}
      {!isRunning && <OfferedLinks links={session.offeredLinks} onUse={(offer) => setInput(offer)} />}
    </div>
  );
}

/** The button that led here is gone with what stood around it. */
function useFocusIfLost(selector: string): RefObject<HTMLFormElement | null> {
  const form = useRef<HTMLFormElement>(null);
  const first = useRef(selector);
  useEffect(() => {
    if (!document.hasFocus() || document.activeElement !== document.body) return;
    form.current?.querySelector<HTMLElement>(first.current)?.focus();
  }, []);
  return form;
}

interface ConnectedProps extends Pick<ConnectFormProps, 'done'> {
  readonly run: Extract<ConnectRun, { kind: 'connected' }>;
}

/** The way on has the focus: "Connect", which had it, is gone. */
function Connected({ run, done }: ConnectedProps) {
  const styles = useStyles();
  const { t } = useWords();
  const actions = useRef<HTMLDivElement>(null);
  useEffect(() => actions.current?.querySelector('button')?.focus(), []);
  return (
    <div className={styles.root}>
      <CheckList checks={toShownChecks(run)} />
      <MessageBar intent="success">
        <MessageBarBody>{t('settings.connection.done', { name: run.connection.name })}</MessageBarBody>
      </MessageBar>
      <div className={styles.actions} ref={actions}>
        <Button appearance="primary" onClick={done.run}>
          {done.label}
        </Button>
      </div>
    </div>
  );
}
