// Warns before names leave as a file, then says what became of it.
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
  tokens,
} from '@fluentui/react-components';
import { ArrowDownloadRegular } from '@fluentui/react-icons/svg/arrow-download';
import { useWords } from '../i18n/useWords';
import { Failure } from '../ui/Failure';
import { Sentence } from '../ui/Heading';
import type { AuditFilter } from './audit-filter';
import { useAuditFile } from './useAuditFile';

const useStyles = makeStyles({ content: { display: 'grid', rowGap: tokens.spacingVerticalM } });

export function AuditFileDialog({ filter }: { readonly filter: AuditFilter }) {
  const styles = useStyles();
  const { t } = useWords();
  const { state, get, reset } = useAuditFile(filter);
  return (
    <Dialog onOpenChange={(_event, { open }) => open && state.is !== 'asking' && reset()}>
      <DialogTrigger disableButtonEnhancement>
        <Button icon={<ArrowDownloadRegular />}>{t('audit.file.button')}</Button>
      </DialogTrigger>
      <DialogSurface>
        <DialogBody>
          <DialogTitle>{t('audit.file.title')}</DialogTitle>
          <DialogContent className={styles.content}>
            <Sentence>{t('audit.file.text')}</Sentence>
            <Sentence>{t('audit.file.short')}</Sentence>
            {state.is === 'failed' && <Failure problem={state.problem} />}
            <div role="status">
              {state.is === 'handed' && <Sentence>{t('audit.file.done', { name: state.name })}</Sentence>}
            </div>
          </DialogContent>
          <DialogActions>
            <DialogTrigger disableButtonEnhancement>
              <Button>{t('app.close')}</Button>
            </DialogTrigger>
            <Button appearance="primary" disabledFocusable={state.is === 'asking'} onClick={get}>
              {t('audit.file.get')}
            </Button>
          </DialogActions>
        </DialogBody>
      </DialogSurface>
    </Dialog>
  );
}
