//! Words of the settings.

use super::Language;
use vendors::Vendor;

messages! {
    settings_description: "How each vendor is reached and who you are there. Addresses stay in this browser; secrets where you choose.", "各厂商的连接方式和身份凭据。地址保存在本浏览器中，密钥的保存位置由您选择。";
    settings_sections: "Sections", "设置分区";
    settings_console: "Console", "控制台";
    settings_unsaved: "Unsaved changes", "有未保存的更改";
    settings_discard: "Discard changes", "放弃更改";
    settings_saved(vendor: &str): "{vendor}: settings saved", "已保存 {vendor} 的设置";
    settings_not_valid: "Correct the marked fields first", "请先修正标出的字段";
    settings_way: "Transport", "传输方式";
    settings_way_gateway: "Gateway", "网关";
    settings_way_prefix: "Proxy prefix", "代理前缀";
    settings_way_template: "Proxy template", "代理模板";
    settings_way_direct: "Direct", "直连";
    settings_way_direct_note: "The browser asks the vendor’s address itself. That works only where somebody put CORS in front of the vendor for this page.", "浏览器直接请求厂商地址。仅当厂商前面已配置允许本页面跨域访问（CORS）时可用。";
    settings_way_gateway_note: "The Rollcall gateway that serves this page forwards the request. It can also deliver what a browser cannot send, and tells its own failures from the vendor’s.", "由提供本页面的 Rollcall 网关转发请求。网关还能发送浏览器无法发送的请求，并区分自身故障与厂商故障。";
    settings_way_prefix_note: "The vendor’s whole URL is appended to the prefix. The proxy must allow this page (CORS), including the request’s headers.", "厂商的完整网址会接在前缀之后。代理必须允许本页面跨域访问（CORS），包括请求头。";
    settings_way_template_note: "{url} at the end stands for the vendor’s whole URL as it is, {url_encoded} for the same percent-encoded, as it must be inside a query parameter; {host}, {path} and {query} are its parts.", "末尾的 {url} 代表厂商的完整网址原文；{url_encoded} 代表经过百分号编码的网址，放在查询参数中时须用后者；{host}、{path}、{query} 是网址的各部分。";
    settings_no_gateway: "No gateway serves this page. Choose a proxy, or open the console from a gateway.", "当前页面不是由网关提供的。请选择代理，或通过网关打开控制台。";
    settings_prefix: "Prefix", "前缀";
    settings_template: "Template", "模板";
    settings_base_url: "Base URL", "基础地址";
    settings_base_url_gateway: "Set in the gateway’s configuration; not used from here.", "在网关配置中设置，此处不使用。";
    settings_base_url_documented(url: &str): "Documented by the vendor: {url}", "厂商文档中的地址：{url}";
    settings_base_url_undocumented: "The vendor documents none: ask the one who runs your installation.", "厂商文档未给出地址，请向贵方系统的管理者确认。";
    settings_use_documented: "Use the documented address", "使用文档中的地址";
    settings_fault_missing: "Enter an address.", "请填写地址。";
    settings_fault_not_http: "Begin with https:// or http://, in lower case.", "须以小写的 https:// 或 http:// 开头。";
    settings_fault_character: "Leave out spaces, control characters and backslashes: browsers change them.", "不能包含空格、控制字符或反斜杠，浏览器会改写它们。";
    settings_fault_no_host: "The host name is missing, has a character that none has, or does not end with “/”.", "缺少主机名、主机名含无效字符，或主机名后面没有“/”。";
    settings_fault_holds_user: "Leave out the user name and password: browsers refuse such an address, and credentials have their own fields.", "不能包含用户名和密码：浏览器会拒绝这样的地址，凭据请填写在专门的字段中。";
    settings_fault_port: "The port is a number from 1 to 65535.", "端口须为 1 到 65535 之间的数字。";
    settings_fault_not_base: "Leave out “?” and “#”: the operation’s path is appended here.", "不能包含“?”或“#”：此处会追加接口路径。";
    settings_fault_prefix_end: "End the prefix with “/” or “?”: the vendor’s URL is appended without anything in between.", "前缀须以“/”或“?”结尾：厂商网址会直接接在后面。";
    settings_fault_prefix_brace: "A prefix has no places in braces. Choose the template for those.", "前缀中不能使用花括号占位符，请改用代理模板。";
    settings_fault_connection_id: "The gateway’s connection has an id of lower-case letters, digits and hyphens.", "网关的连接编号只能包含小写字母、数字和连字符。";
    settings_fault_brace: "A brace is missing its other half.", "花括号没有成对出现。";
    settings_fault_unknown_place(place: &str): "{place} is unknown. There are {{url}}, {{url_encoded}}, {{host}}, {{path}} and {{query}}.", "无法识别 {place}。可用的占位符为 {{url}}、{{url_encoded}}、{{host}}、{{path}} 和 {{query}}。";
    settings_fault_no_path: "Say with {url}, {url_encoded} or {path} where the vendor’s URL goes.", "请用 {url}、{url_encoded} 或 {path} 标明厂商网址的位置。";
    settings_fault_no_query: "With {path}, say with {query} where the parameters go, or the vendor is asked without them.", "使用 {path} 时，请用 {query} 标明参数的位置，否则参数不会发送给厂商。";
    settings_fault_needs_encoding: "Use {url_encoded} here: as it is, the URL’s own “?” and “&” would be taken for the proxy’s.", "此处请使用 {url_encoded}：若按原文放入，网址中的“?”和“&”会被当作代理自己的参数。";
    settings_fault_fragment: "Leave out “#”: browsers do not send what stands behind it.", "不能包含“#”：浏览器不会发送其后的内容。";
    settings_blocked_by_policy: "The gateway’s page may ask plain http addresses on this machine only. Use https here.", "网关提供的页面只能访问本机的 http 地址，请改用 https。";
    settings_preview: "A request would go to", "请求将发送到";
    settings_preview_impossible: "No request can be sent until the address and the proxy’s headers are complete.", "地址和代理请求头填写完整后才能发送请求。";
    settings_delete_by_user_id: "Delete by user_id instead of by e-mail", "按 user_id 而不是邮箱删除用户";
    settings_delete_by_user_id_note: "The vendor’s page leaves open which one it wants; its example shows e-mail addresses.", "厂商文档未明确要求哪一种，其示例使用的是邮箱。";
    settings_credentials: "Credentials", "凭据";
    settings_credentials_note: "Kept in memory only: gone when this tab closes or reloads.", "仅保存在内存中：关闭或刷新本标签页后即清除。";
    settings_demo_credentials: "These are the sandbox’s public demo credentials. They open nothing real.", "这是沙箱的公开演示凭据，不能访问任何真实系统。";
    settings_demo_elsewhere: "These are the sandbox’s public demo credentials, and this transport does not lead to the sandbox.", "这是沙箱的公开演示凭据，而当前传输方式并不通往沙箱。";
    settings_use_demo: "Use the demo credentials", "使用演示凭据";
    settings_secret_held: "Held in memory; type to replace it", "已保存在内存中；输入可替换";
    settings_clear_credentials: "Clear credentials", "清除凭据";
    settings_credentials_cleared(vendor: &str): "{vendor}: credentials cleared", "已清除 {vendor} 的凭据";
    settings_test: "Connection test", "连接测试";
    settings_test_button: "Test connection", "测试连接";
    settings_test_app: "App to ask for", "用于测试的应用名";
    settings_test_app_hint: "Its quota is read; nothing is changed.", "只读取该应用的配额，不做任何更改。";
    settings_test_app_missing: "Enter the name of an app that exists at T12.", "请填写 T12 中存在的应用名。";
    settings_test_note_t12: "Reads one app’s quota with what stands in this form, saved or not.", "使用本表单中的内容（无论是否已保存）读取一个应用的配额。";
    settings_test_note_tingyun: "Reads the user list with what stands in this form, saved or not.", "使用本表单中的内容（无论是否已保存）读取用户列表。";
    settings_test_note_bitanswer: "Reads one user with what stands in this form, saved or not.", "使用本表单中的内容（无论是否已保存）读取一个用户。";
    settings_test_note_sharecreators: "The vendor offers nothing to test without writing: both of its calls change users. So nothing is sent to it: the way is looked at without the token, and the token is decoded here, not verified.", "厂商没有可以在不写入的情况下测试的接口：两个接口都会更改用户。因此不会向厂商发送请求：仅在不带令牌的情况下检查线路，并在此处解码令牌，不作验证。";
    settings_test_duration(milliseconds: u64): "Answered in {milliseconds} ms.", "响应时间 {milliseconds} 毫秒。";
    settings_found_users(count: usize): "1 user came." | "{count} users came.", "收到 {count} 个用户。";
    settings_found_vendor_time(time: &str): "The vendor’s clock said {time}.", "厂商时间为 {time}。";
    settings_found_total(total: u64): "The vendor says it has 1 user." | "The vendor says it has {total} users.", "厂商共有 {total} 个用户。";
    settings_found_no_total: "The vendor answered and did not say how many users it has.", "厂商已响应，但未说明用户总数。";
    settings_found_quota(app: &str, users: i64, testers: i64): "{app}: {users} users and {testers} test users remain.", "{app}：剩余正式用户 {users} 个，测试用户 {testers} 个。";
    settings_token_opaque: "This text is not a JWT", "该文本不是 JWT";
    settings_token_opaque_note: "The vendor’s page shows tokens of three parts separated by dots. Check that it was copied as a whole, without “Bearer”.", "厂商文档中的令牌由点号分隔的三部分组成。请检查是否完整复制，且不含“Bearer”。";
    settings_token_tenant: "Tenant (bchCode)", "租户（bchCode）";
    settings_token_account: "Account", "账号";
    settings_token_issuer: "Issuer", "签发方";
    settings_token_age: "Issued", "签发时间";
    settings_age_future: "in the future: this clock or the issuer’s is wrong", "在将来：本机或签发方的时钟有误";
    settings_age_minutes(count: u64): "1 minute ago" | "{count} minutes ago", "{count} 分钟前";
    settings_age_hours(count: u64): "1 hour ago" | "{count} hours ago", "{count} 小时前";
    settings_age_days(count: u64): "1 day ago" | "{count} days ago", "{count} 天前";
    settings_notes: "What the vendor’s page leaves open", "厂商文档未明确之处";
    settings_notes_intro: "Nobody could ask the vendor; this is how the console acts until it says otherwise.", "以下为控制台在厂商另行说明之前采取的处理方式。";
    settings_note_t12_code: "Success is code 0 or 1 with the word “success”; every other answer is an error.", "code 为 0 或 1 且 msg 为 success 才视为成功，其余均视为错误。";
    settings_note_t12_empty: "The page shows no answer for setting a quota. An empty one counts as not confirmed, and the quota is read back.", "文档未给出设置配额的响应示例；空响应视为未确认，会重新读取配额核对。";
    settings_note_t12_absolute: "A quota is set to an amount, not raised by one. It is read again just before writing, and a change by somebody else stops the write.", "设置的是剩余数量的绝对值，而非增量。写入前会重新读取，若已被他人更改则停止写入。";
    settings_note_t12_clock: "Requests are signed with the time. A clock that is off is corrected by the answers’ date, where the transport shows it.", "请求签名包含时间。若传输方式允许读取响应日期，本机时钟偏差会自动修正。";
    settings_note_tingyun_key: "The authkey travels in the address. It is masked wherever the console shows one.", "authkey 位于网址中；控制台显示网址时一律遮盖。";
    settings_note_tingyun_password: "The vendor documents that it returns passwords in clear. They are dropped while the answer is read and are nowhere in the console.", "厂商文档称会以明文返回密码；控制台在读取响应时即丢弃，不会保留。";
    settings_note_tingyun_status: "A user’s status is not documented: 1 is shown as active and 0 as inactive, marked as inferred.", "用户的 status 未说明含义：1 显示为启用，0 显示为停用，并标明为推断。";
    settings_note_tingyun_zone: "Times carry no zone and are taken for Asia/Shanghai.", "时间不带时区，按 Asia/Shanghai 理解。";
    settings_note_bitanswer_query: "The page’s example sends queries to /users, which would add users. Queries go to /users/data only.", "文档示例将查询发送到 /users，而该地址会添加用户；控制台只向 /users/data 发送查询。";
    settings_note_bitanswer_get: "Online status is asked for in the query and, through the gateway, in a body too: the page shows both, and a browser cannot send a GET with a body.", "查询在线状态时使用查询参数；通过网关时同时发送请求体。文档两种写法都有，而浏览器无法发送带请求体的 GET。";
    settings_note_bitanswer_patch: "Editing sends only the changed fields, because an older page says that adding overwrites every attribute.", "编辑时只发送更改过的字段，因为旧版文档称添加接口会覆盖全部属性。";
    settings_note_bitanswer_id: "Every write carries an id by which the vendor drops a repeated one within a day.", "每次写入都带有编号，厂商据此在一天内去除重复请求。";
    settings_note_bitanswer_zone: "Registration times carry no zone and are taken for Asia/Shanghai.", "注册时间不带时区，按 Asia/Shanghai 理解。";
    settings_note_sharecreators_success: "The field _success decides. The page says that any code but 200 is a failure, and shows a success with code 0.", "以 _success 字段为准。文档称 _code 非 200 即为失败，但成功示例的 _code 为 0。";
    settings_note_sharecreators_account: "Deleting sends the e-mail, as in the example; the switch above sends user_id, which the create call names the account.", "删除时按示例发送邮箱；打开上方开关则发送 user_id（创建接口称之为账号）。";
    settings_note_sharecreators_ledger: "No call lists users. The console shows only the accounts that it knows of itself.", "厂商没有列出用户的接口，控制台只能显示自身已知的账号。";
    settings_note_sharecreators_token: "The token is sent as it is, without “Bearer”.", "令牌按原样发送，不加“Bearer”。";
    settings_appearance: "Appearance", "外观";
    settings_appearance_note: "Kept in this browser.", "保存在本浏览器中。";
    settings_language: "Language", "语言";
    settings_versions: "Versions", "版本";
    settings_console_version: "Console", "控制台";
    settings_gateway_version: "Gateway", "网关";
    settings_gateway_absent: "none serves this page", "当前页面不是由网关提供的";
    settings_versions_differ: "Console and gateway are of different versions. Reload the page; if it stays so, update the gateway.", "控制台与网关版本不一致。请刷新页面；若仍不一致，请更新网关。";
}

/// What was decided where the vendor's page leaves something open, a sentence each.
pub const fn vendor_notes(vendor: Vendor) -> &'static [fn(Language) -> &'static str] {
    match vendor {
        Vendor::T12 => &[
            Language::settings_note_t12_code,
            Language::settings_note_t12_empty,
            Language::settings_note_t12_absolute,
            Language::settings_note_t12_clock,
        ],
        Vendor::Tingyun => &[
            Language::settings_note_tingyun_key,
            Language::settings_note_tingyun_password,
            Language::settings_note_tingyun_status,
            Language::settings_note_tingyun_zone,
        ],
        Vendor::BitAnswer => &[
            Language::settings_note_bitanswer_query,
            Language::settings_note_bitanswer_get,
            Language::settings_note_bitanswer_patch,
            Language::settings_note_bitanswer_id,
            Language::settings_note_bitanswer_zone,
        ],
        Vendor::ShareCreators => &[
            Language::settings_note_sharecreators_success,
            Language::settings_note_sharecreators_account,
            Language::settings_note_sharecreators_ledger,
            Language::settings_note_sharecreators_token,
        ],
    }
}
