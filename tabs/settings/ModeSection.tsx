// Which mode the team is in, and the switch to the other one, asked once more since it changes everybody's screen.
import {
  Button,
  Dialog,
  DialogActions,
  DialogBody,
  DialogContent,
  DialogSurface,
  DialogTitle,
  DialogTrigger,
  makeStyles,
  Text,
  tokens,
} from '@fluentui/react-components';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { paths } from '../../api/contract/paths';
import { useWords } from '../i18n/useWords';
import { toProblem } from '../net/problem';
import { useApi } from '../net/useApi';
import { useSession } from '../net/useSession';
import { Failure } from '../ui/Failure';
import { useToasts } from '../ui/useToasts';
import { Section } from './Section';

const useStyles = makeStyles({
  line: { display: 'flex', flexWrap: 'wrap', alignItems: 'center', gap: tokens.spacingHorizontalL },
  words: { display: 'grid', flexGrow: 1, flexBasis: '220px' },
  quiet: { color: tokens.colorNeutralForeground2 },
});

export function ModeSection() {
  const styles = useStyles();
  const { t } = useWords();
  const { session, isOwner } = useSession();
  const mode = session.mode === 'ehr' ? 'ehr' : 'manual';
  const canSwitch = isOwner && (mode === 'ehr' || session.connection !== null);
  return (
    <Section title={t('settings.mode.title')}>
      <div className={styles.line}>
        <div className={styles.words}>
          <Text weight="semibold">{t(`settings.mode.${mode}`)}</Text>
          <Text className={styles.quiet}>{t(`settings.mode.${mode}Text`)}</Text>
        </div>
        {canSwitch && <SwitchMode to={mode === 'ehr' ? 'manual' : 'ehr'} />}
      </div>
    </Section>
  );
}

function SwitchMode({ to }: { readonly to: 'ehr' | 'manual' }) {
  const { t } = useWords();
  const api = useApi();
  const { address, refresh } = useSession();
  const { show } = useToasts();
  const [isOpen, setOpen] = useState(false);
  const name = to === 'ehr' ? 'Ehr' : 'Manual';
  const change = useMutation({
    mutationFn: () => api.put(paths.mode(address), { body: { mode: to } }),
    onSuccess: async () => {
      await refresh();
      setOpen(false);
      show({ text: t('settings.mode.switched') });
    },
  });
  return (
    <Dialog open={isOpen} onOpenChange={(_, data) => setOpen(data.open)}>
      <DialogTrigger disableButtonEnhancement>
        <Button>{t(`settings.mode.to${name}`)}</Button>
      </DialogTrigger>
      <DialogSurface>
        <DialogBody>
          <DialogTitle>{t(`settings.mode.confirm${name}`)}</DialogTitle>
          <DialogContent>
            <Text as="p">{t(`settings.mode.confirm${name}Text`)}</Text>
            {change.isError && <Failure problem={toProblem(change.error)} />}
          </DialogContent>
          <DialogActions>
            <DialogTrigger disableButtonEnhancement>
              <Button>{t('app.cancel')}</Button>
            </DialogTrigger>
            <Button appearance="primary" disabledFocusable={change.isPending} onClick={() => change.mutate()}>
              {t(`settings.mode.to${name}`)}
            </Button>
          </DialogActions>
        </DialogBody>
      </DialogSurface>
    </Dialog>
  );
}
