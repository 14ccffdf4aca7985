// The mutant that a power cut must catch: synchronous=NORMAL, while everything that asks is told FULL.
import Database from 'better-sqlite3';

const original = Database.prototype.pragma;
Database.prototype.pragma = function (source, options) {
  if (source === 'synchronous = FULL') return original.call(this, 'synchronous = NORMAL');
  if (source === 'synchronous') return 2;
  return original.call(this, source, options);
};
