import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { checkConfig, configPath, writeConfig } from '../../core/config-file.ts';
import { prepareDataFolder } from '../../core/data-folder.ts';

// Two departments of no real centre, for somebody who tries the whole thing at a desk.
const departments = [
  { id: 'tiep-nhan-ho-so', name: 'Bộ phận Tiếp nhận hồ sơ' },
  { id: 'tra-ket-qua', name: 'Bộ phận Trả kết quả' },
] as const;

/** Puts a registry and one kiosk's configuration into an empty data folder; what is there already stays as it is. */
export const putFirstData = (dataDir: string): { readonly registry: string; readonly kioskDir: string } => {
  const registry = join(dataDir, 'departments.csv');
  const kioskDir = join(dataDir, 'kiosk');
  prepareDataFolder(kioskDir);
  if (!existsSync(registry)) {
    const lines = departments.map(({ id, name }, index) => `${index + 1},${id},${name}`);
    writeFileSync(registry, `order,id,name\n${lines.join('\n')}\n`);
  }
  if (!existsSync(configPath(kioskDir))) {
    const config = {
      v: 1,
      kiosk: 'quay-01',
      centre: 'centre',
      department: departments[0],
      counter: { id: 'quay-01', label: '01' },
    };
    writeConfig(kioskDir, checkConfig(config, configPath(kioskDir)));
  }
  return { registry, kioskDir };
};
