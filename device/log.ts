/** What the device room needs of a log; pino's logger has this shape. */
export interface PanelLog {
  info(data: object, message: string): void;
  warn(data: object, message: string): void;
}
