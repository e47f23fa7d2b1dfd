using Wasmill.CommandLine;

return await WasmillProgram.RunAsync(args);
