//! Words of the ways to a vendor: what each cannot do, and the headers for a proxy.

messages! {
    limits_title: "What this way needs and cannot do", "此方式的要求与限制";
    limit_list_separator: ", ", "、";
    limit_key_passes(server: &str): "Whoever runs {server} can read and keep the vendor’s key. Use a proxy of your own company only.", "{server} 的运营者可以读取并留存厂商密钥。请只使用本公司自己的代理。";
    limit_key_in_url(server: &str): "Whoever runs {server} can read and keep the vendor’s key, and its logs keep the URL with the key in it. Use a proxy of your own company only.", "{server} 的运营者可以读取并留存厂商密钥，其日志也会记下含有密钥的网址（URL）。请只使用本公司自己的代理。";
    limit_plain_http(server: &str): "The way to {server} is not encrypted: everybody in between can read what is sent, the key included.", "到 {server} 的连接未加密：途中任何人都能读取发送的内容，包括密钥。";
    limit_cors(page: &str): "The server must answer with “Access-Control-Allow-Origin: {page}”.", "服务器须返回 Access-Control-Allow-Origin: {page}。";
    limit_cors_headers(page: &str, headers: &str): "The browser first asks with OPTIONS. The server must answer that, and every request, with “Access-Control-Allow-Origin: {page}”, and the former also with “Access-Control-Allow-Headers: {headers}”.", "浏览器会先发送 OPTIONS 预检。服务器对预检和每个请求都须返回 Access-Control-Allow-Origin: {page}，对预检还须返回 Access-Control-Allow-Headers: {headers}。";
    limit_cors_methods(page: &str, headers: &str, methods: &str): "The browser first asks with OPTIONS. The server must answer that, and every request, with “Access-Control-Allow-Origin: {page}”, and the former also with “Access-Control-Allow-Headers: {headers}” and “Access-Control-Allow-Methods: {methods}”.", "浏览器会先发送 OPTIONS 预检。服务器对预检和每个请求都须返回 Access-Control-Allow-Origin: {page}，对预检还须返回 Access-Control-Allow-Headers: {headers} 和 Access-Control-Allow-Methods: {methods}。";
    limit_no_body_with_get(operations: &str): "A browser sends no body with GET. The query says the same and is sent alone: {operations}.", "浏览器不能在 GET 中发送请求体，因此只发送含义相同的查询参数：{operations}。";
    limit_date: "A wrong clock is corrected only if the server exposes Date (“Access-Control-Expose-Headers: Date”). Otherwise set this computer’s clock right, or signatures are refused.", "只有服务器公开 Date（Access-Control-Expose-Headers: Date）时才能自动校正时钟偏差；否则请校准本机时间，不然签名会被拒绝。";
    limit_failures_unmarked: "A failure of the proxy can look like one of the vendor’s. After a write such an answer proves nothing, and the outcome counts as unknown.", "代理的故障看起来可能与厂商的故障一样。写入之后收到这样的响应不能证明任何事，结果按未知处理。";
    limit_repeats(operations: &str): "When a connection dies, a browser may send a request again by itself, and nothing on this way notices: {operations}.", "连接中断时浏览器可能自行重发请求，而此方式无法察觉：{operations}。";
    limit_redirects: "A redirect is an error: it would carry the key to wherever it points. Give the final address.", "重定向会被视为错误，因为它会把密钥带到所指向的地址。请填写最终地址。";
    settings_headers: "Headers for the proxy", "代理请求头";
    settings_headers_note: "What the proxy itself asks for, such as a key of its own. Names are kept in this browser, values until this tab closes. The proxy should not pass them on to the vendor.", "代理自身要求的请求头，例如代理的密钥。名称保存在本浏览器中，值仅在本标签页关闭前有效。代理不应将其转发给厂商。";
    settings_header_add: "Add a header", "添加请求头";
    settings_header_name(number: usize): "Header {number}: name", "请求头 {number} 的名称";
    settings_header_value(number: usize): "Header {number}: value", "请求头 {number} 的值";
    settings_header_remove(number: usize): "Remove header {number}", "移除请求头 {number}";
    header_fault_name: "A header’s name has letters, digits and hyphens only.", "请求头名称只能包含字母、数字和连字符。";
    header_fault_forbidden: "Browsers do not let a page set this header.", "浏览器不允许页面设置此请求头。";
    header_fault_taken: "The console sets this header itself.", "控制台会自行设置此请求头。";
    header_fault_twice: "This header stands here twice.", "此请求头重复。";
    header_fault_no_value: "Enter the value: it was not kept when the page closed.", "请填写值：页面关闭后不会保留。";
    header_fault_value: "Only printable ASCII characters can be sent.", "只能发送可打印的 ASCII 字符。";
    sample_headers: "With these headers", "请求头";
    sample_body: "And this body", "请求体";
    sample_no_body: "The documented body cannot go with GET this way; the query says the same.", "此方式无法随 GET 发送文档中的请求体；查询参数的含义相同。";
}
