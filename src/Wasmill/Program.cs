using Wasmill;

return await WasmillProgram.RunAsync(args);
