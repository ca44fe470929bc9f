// The globals that the vendored libraries leave behind; only what charts.js and table.js use of them.

interface ChartInstance {
  data: any;
  options: any;
  update: (mode?: string) => void;
  destroy: () => void;
}
declare const Chart: { defaults: any; new(canvas: HTMLCanvasElement, config: any): ChartInstance };

interface DataTableInstance {
  clear: () => DataTableInstance;
  rows: { add: (rows: any[]) => DataTableInstance };
  order: (order: [number, string][]) => DataTableInstance;
  search: (text: string) => DataTableInstance;
  page: ((page: number | string) => DataTableInstance);
  draw: (paging?: boolean) => DataTableInstance;
}
declare const DataTable: { new(table: HTMLElement, options: any): DataTableInstance };
