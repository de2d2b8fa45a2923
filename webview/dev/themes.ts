/** The colours VS Code gives its pages in three of its own themes: the variables the pages use, no others. */
type Theme = Record<string, string>;

const fonts: Theme = {
  'font-family': 'system-ui, "Ubuntu", "Droid Sans", sans-serif',
  'editor-font-family': '"DejaVu Sans Mono", monospace',
};

const dark: Theme = {
  ...fonts,
  foreground: '#cccccc',
  descriptionForeground: '#9d9d9d',
  'editor-background': '#1f1f1f',
  'editorWidget-background': '#202020',
  'editorWidget-border': '#454545',
  'editorHoverWidget-background': '#202020',
  'editorHoverWidget-border': '#454545',
  'editorHoverWidget-foreground': '#cccccc',
  focusBorder: '#0078d4',
  errorForeground: '#f85149',
  'editorWarning-foreground': '#cca700',
  'testing-iconPassed': '#73c991',
  'input-background': '#313131',
  'input-foreground': '#cccccc',
  'input-border': '#3c3c3c',
  'toolbar-hoverBackground': '#5a5d5e50',
  'widget-shadow': '#0000005c',
  'progressBar-background': '#0078d4',
  'textLink-foreground': '#4daafc',
  'badge-background': '#616161',
  'badge-foreground': '#f8f8f8',
  'list-hoverBackground': '#2a2d2e',
  'charts-blue': '#3794ff',
  'charts-green': '#89d185',
  'charts-yellow': '#cca700',
  'symbolIcon-classForeground': '#ee9d28',
  'charts-purple': '#b180d7',
  'gitDecoration-addedResourceForeground': '#81b88b',
  'gitDecoration-deletedResourceForeground': '#c74e39',
};

const light: Theme = {
  ...dark,
  foreground: '#3b3b3b',
  descriptionForeground: '#6b6b6b',
  'editor-background': '#ffffff',
  'editorWidget-background': '#f8f8f8',
  'editorWidget-border': '#c8c8c8',
  'editorHoverWidget-background': '#f8f8f8',
  'editorHoverWidget-border': '#c8c8c8',
  'editorHoverWidget-foreground': '#3b3b3b',
  focusBorder: '#005fb8',
  errorForeground: '#c72e0f',
  'editorWarning-foreground': '#bf8803',
  'testing-iconPassed': '#388a34',
  'input-background': '#ffffff',
  'input-foreground': '#3b3b3b',
  'input-border': '#cecece',
  'toolbar-hoverBackground': '#b8b8b850',
  'widget-shadow': '#00000029',
  'progressBar-background': '#005fb8',
  'textLink-foreground': '#005fb8',
  'badge-background': '#cccccc',
  'badge-foreground': '#3b3b3b',
  'list-hoverBackground': '#f2f2f2',
  'charts-blue': '#1a85ff',
  'charts-green': '#388a34',
  'charts-yellow': '#bf8803',
  'symbolIcon-classForeground': '#d67e00',
  'charts-purple': '#652d90',
  'gitDecoration-addedResourceForeground': '#587c0c',
  'gitDecoration-deletedResourceForeground': '#ad0707',
};

const highContrast: Theme = {
  ...dark,
  foreground: '#ffffff',
  descriptionForeground: '#ffffffb3',
  'editor-background': '#000000',
  'editorWidget-background': '#0c141f',
  'editorWidget-border': '#6fc3df',
  contrastBorder: '#6fc3df',
  contrastActiveBorder: '#f38518',
  focusBorder: '#f38518',
  errorForeground: '#f48771',
  'input-background': '#000000',
  'input-border': '#6fc3df',
  'toolbar-hoverBackground': 'transparent',
  'list-hoverBackground': '#ffffff1a',
};

const themes: Record<string, Theme> = { dark, light, 'high-contrast': highContrast };

export function applyTheme(name: string): void {
  const theme = themes[name] ?? dark;
  for (const [key, value] of Object.entries(theme))
    document.documentElement.style.setProperty(`--vscode-${key}`, value);
  document.documentElement.style.colorScheme = name === 'light' ? 'light' : 'dark';
  document.body.className = `vscode-${themes[name] ? name : 'dark'}`;
}
