//! Words of the console inside a portal.

messages! {
    open_own_tab: "Open in a tab of its own", "在单独的标签页中打开";
    embed_waiting: "Connecting to the portal", "正在连接门户";
    embed_silent: "The portal does not answer", "门户没有响应";
    embed_silent_body: "The console is inside another page and waits for that page to say what to show. If this lasts, the portal loads the console without its script rollcall-embed.js; tell whoever runs the portal.", "控制台显示在另一个页面中，正在等待该页面告知要显示的内容。如果一直如此，可能是门户没有加载 rollcall-embed.js 脚本，请联系门户管理员。";
    embed_unlisted: "This page may not show the console", "此页面无权显示控制台";
    embed_unlisted_body: "The console is inside a page that its administrator did not list, and shows nothing there. It works in a tab of its own. To allow a portal, list its origin under embed.origins in the console's configuration. If the portal is listed, the console could not read its configuration here, for example because you are not signed in.", "控制台显示在管理员未列出的页面中，因此不显示任何内容；可在单独的标签页中使用。如需允许某个门户，请在控制台配置的 embed.origins 中列出其来源。如果已经列出，则可能是此处无法读取配置，例如您尚未登录。";
    embed_refused: "The portal's settings are not understood", "无法识别门户的设置";
    embed_refused_body(reason: &str): "The portal asked for something that this console does not know, so that nothing is shown rather than too much. Tell whoever runs the portal: {reason}.", "门户提出了此控制台无法识别的设置。为避免显示不应显示的内容，控制台不显示任何内容。请将原因告知门户管理员：{reason}。";
    embed_no_storage: "The browser keeps nothing for the console inside this portal", "浏览器不允许此门户中的控制台保存数据";
    embed_no_storage_body: "Storage or cookies of other sites are blocked. What you set here, keys and jobs that are under way are lost when this page closes. In a tab of its own the console keeps them.", "浏览器阻止了第三方存储或 Cookie。您在此处的设置、密钥以及进行中的任务会在页面关闭时丢失。在单独的标签页中打开控制台即可保存。";
    sign_in_not_kept: "The browser did not keep the sign-in", "浏览器未保存登录状态";
    sign_in_not_kept_body: "The gateway accepted the token, but the browser refused its cookie. Inside a portal of another site, browsers block such cookies: open the console in a tab of its own. Otherwise allow cookies for this site.", "网关已接受令牌，但浏览器拒绝了其 Cookie。在其他站点的门户中，浏览器会阻止此类 Cookie：请在单独的标签页中打开控制台。否则请允许此站点的 Cookie。";
}
