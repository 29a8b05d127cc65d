import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { App } from './app.tsx'
import { createClient, createTransport } from './bridge.ts'
import { watchAnswers } from './slowness.ts'
import { createStore, type OnFrame } from './store.ts'
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
import './editor/editor.css'
import './ui/modes.css'

/** A page that nobody sees draws no frames, and is up to date when it is seen again. */
const onFrame: OnFrame = (run) => {
  if (document.visibilityState === 'visible') requestAnimationFrame(run)
  else setTimeout(run)
}

const root = document.getElementById('root')
if (!root) throw new Error('index.html has no element with the id "root"')

const slowness = watchAnswers(createClient(createTransport()))
const { client } = slowness
const store = createStore(client, onFrame)
store.start()

createRoot(root).render(
  <StrictMode>
    <App client={client} slowness={slowness} store={store} />
  </StrictMode>,
)
