import { describe, expect, it } from 'vitest';
import { parseDepartments } from '../../sync/centre/registry/parse-departments.ts';

describe('a registry file', () => {
  it('is read with a BOM, with CRLF, with quotes and empty lines', () => {
    const text =
      '\uFEFForder,id,name\r\n2,so-y-te,"Sở Y tế, Bộ phận ""Một cửa"""\r\n\r\n1,so-tu-phap, Sở Tư pháp \r\n';
    expect(parseDepartments(text)).toEqual({
      ok: true,
      departments: [
        { order: 2, id: 'so-y-te', name: 'Sở Y tế, Bộ phận "Một cửa"' },
        { order: 1, id: 'so-tu-phap', name: 'Sở Tư pháp' },
      ],
    });
  });

  it('stores names in NFC', () => {
    const parsed = parseDepartments(`order,id,name\n1,a,${'Sở Tư pháp'.normalize('NFD')}\n`);
    expect(parsed.ok && parsed.departments[0]?.name).toBe('Sở Tư pháp'.normalize('NFC'));
  });

  const good = 'order,id,name\n1,a,Sở A\n';
  it.each([
    ['no header', '1,a,Sở A\n', 1, /header/],
    ['another header', 'stt;id;name\n', 1, /header/],
    ['nothing', '', 1, /header/],
    ['no rows', 'order,id,name\n', 2, /no department/],
    ['a wrong order', `${good}zwei,b,Sở B\n`, 3, /order "zwei"/],
    ['order zero', `${good}0,b,Sở B\n`, 3, /order "0"/],
    ['a wrong id', `${good}2,Sở B,Sở B\n`, 3, /id "Sở B"/],
    ['an empty name', `${good}2,b,\n`, 3, /name is empty/],
    ['a name with a line break', `${good}2,b,"Sở\nB"\n3,c,Sở C\n`, 4, /control character/],
    ['too few columns', `${good}\n2,b\n`, 4, /2 columns/],
    ['too many columns', `${good}2,b,Sở B,more\n`, 3, /4 columns/],
    ['a second id', `${good}2,a,Sở B\n`, 3, /id "a" stands on line 2/],
    ['a second order', `${good}1,b,Sở B\n`, 3, /order 1 stands on line 2/],
    ['an open quote', `${good}2,b,"Sở B\n`, 3, /not CSV/],
  ])('with %s is refused with its line', (_name, text, line, reason) => {
    expect(parseDepartments(text)).toMatchObject({ ok: false, line, reason: expect.stringMatching(reason) });
  });
});
