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
  Field,
  makeStyles,
  Select,
  tokens,
} from '@fluentui/react-components';
import { ArrowDownloadRegular } from '@fluentui/react-icons/svg/arrow-download';
import { useState } from 'react';
import type { AuditFileFormat } from '../../api/contract/audit.schema';
import { paths } from '../../api/contract/paths';
import { useWords } from '../i18n/useWords';
import { useDownload } from '../net/useDownload';
import { useSession } from '../net/useSession';
import { Failure } from '../ui/Failure';
import { Sentence } from '../ui/Heading';
import { type AuditFilter, toAuditQuery } from './audit-filter';

const formats: readonly AuditFileFormat[] = ['csv', 'jsonl', 'fhir'];

const useStyles = makeStyles({ content: { display: 'grid', rowGap: tokens.spacingVerticalM } });

export function AuditFileDialog({ filter }: { readonly filter: AuditFilter }) {
  const styles = useStyles();
  const { t } = useWords();
  const { address } = useSession();
  const { state, hand, reset } = useDownload(paths.auditExport(address));
  const [format, setFormat] = useState<AuditFileFormat>('csv');
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
            <Sentence>{t('download.short')}</Sentence>
            <Field label={t('download.format')}>
              <Select
                value={format}
                onChange={(_, { value }) => setFormat(formats.find((each) => each === value) ?? 'csv')}
              >
                {formats.map((each) => (
                  <option key={each} value={each}>
                    {t(`audit.file.formats.${each}`)}
                  </option>
                ))}
              </Select>
            </Field>
            {state.is === 'failed' && <Failure problem={state.problem} />}
            <div role="status">
              {state.is === 'handed' && <Sentence>{t('audit.file.done', { name: state.name })}</Sentence>}
            </div>
          </DialogContent>
          <DialogActions>
            <DialogTrigger disableButtonEnhancement>
              <Button>{t('app.close')}</Button>
            </DialogTrigger>
            <Button
              appearance="primary"
              disabledFocusable={state.is === 'asking'}
              onClick={() => hand({ ...Object.fromEntries(toAuditQuery(filter)), format })}
            >
              {t('download.get')}
            </Button>
          </DialogActions>
        </DialogBody>
      </DialogSurface>
    </Dialog>
  );
}
