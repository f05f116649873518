/** What `npm start` and `npm test` say. */
export const start = {
  building: '正在构建程序……',
  fetching: ({ version }: { version: string }) =>
    `本机还没有 Electron ${version} 的窗口程序，正在下载（约 120 MB，可用 ELECTRON_MIRROR 指定镜像）……`,
  fetchingFor: ({ seconds, limit }: { seconds: number; limit: number }) =>
    `已下载 ${seconds} 秒，最多等待 ${limit} 秒`,
  fetched: 'Electron 已下载完毕。',
  /** One sentence each: why there is no desktop window, and what is opened instead. */
  instead: {
    'not-fetched':
      'Electron 的窗口程序未能下载（请检查网络或 ELECTRON_MIRROR），现改在浏览器中打开同一窗口。',
    'timed-out': ({ limit }: { limit: number }) =>
      `Electron 的窗口程序在 ${limit} 秒内未能下载完成，现改在浏览器中打开同一窗口。`,
    'no-display': '本机没有图形显示环境（DISPLAY、WAYLAND_DISPLAY 均未设置），现改在浏览器中打开同一窗口。',
    root: '以 root 身份运行时桌面窗口的沙箱无法启用，现改在浏览器中打开同一窗口。',
    failed: ({ status }: { status: string }) =>
      `桌面窗口未能启动（退出状态 ${status}），现改在浏览器中打开同一窗口。`,
  },
  journeyInElectron: ({ version }: { version: string }) =>
    `桌面全程测试：已在真实的 Electron ${version} 中运行。`,
  journeyInStandIn: {
    'no-binary':
      '桌面全程测试：仅在 electron 的替身中运行，本机没有 Electron 的窗口程序，未在真实的 Electron 中运行。',
    'no-display':
      '桌面全程测试：仅在 electron 的替身中运行，本机没有图形显示环境，未在真实的 Electron 中运行。',
    root: '桌面全程测试：仅在 electron 的替身中运行，root 身份下沙箱无法启用，未在真实的 Electron 中运行。',
  },
  journeyNotRun: '桌面全程测试：本次未运行。',
  notReported: '测试程序没有跑完，未能给出结果。',
} as const
