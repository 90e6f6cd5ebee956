// The systems that the product knows. Apart from their presets, so that the schema of a partner can name them.
export const presetIds = [
  'contract',
  'datica',
  'cloverleaf',
  'corolar',
  'redox',
  'ms-oss',
  'ahds',
  'hspc',
  'epic',
  'oracle',
  'meditech',
  'athena',
  'hapi',
  'medplum',
  'google',
  'healthlake',
  'firely',
] as const;
export type PresetId = (typeof presetIds)[number];
