// The library ships its locales without types.
declare module 'echarts/lib/i18n/langVI.js' {
  import type { registerLocale } from 'echarts/core';

  const locale: Exclude<Parameters<typeof registerLocale>[1], string>;
  export default locale;
}
