import { StrictMode } from 'react'
import { I18nProvider } from 'react-aria-components/I18nProvider'
import { createRoot } from 'react-dom/client'
import { App } from './app.tsx'
import { createClient, createTransport } from './bridge.ts'
import { t } from './i18n/text.ts'
import { createStore } from './store.ts'
import './ui/tokens.css'
import './ui/base.css'
import './ui/controls.css'
import './targets/list.css'
import './detail/detail.css'
import 'uplot/dist/uPlot.min.css'
import './chart/chart.css'
import './add/add.css'
import './settings/settings.css'
import './import/import.css'
import './ui/modes.css'

const root = document.getElementById('root')
if (!root) throw new Error('index.html has no element with the id "root"')

document.documentElement.lang = t.locale
const client = createClient(createTransport())
const store = createStore(client)
store.start()

createRoot(root).render(
  <StrictMode>
    <I18nProvider locale={t.locale}>
      <App client={client} store={store} />
    </I18nProvider>
  </StrictMode>,
)
